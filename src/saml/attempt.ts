/** Parsers that are not ours answer bad input by throwing: here, and only here, that becomes an answer. */
export function attempt<T>(read: () => T, otherwise: (error: unknown) => T): T {
  try {
    return read();
  } catch (error) {
    return otherwise(error);
  }
}
