// Stands in for the SDK's event streams: no operation of ours sends or answers with one.
export const eventStreamSerdeProvider = () => undefined;

export function EventStreamSerde() {
  throw new Error('Event streams are not bundled.');
}
