/** Parsers that are not ours answer bad input by throwing; this turns that into an answer, and nowhere else is it caught here. */
export function attempt<T>(read: () => T, otherwise: (error: unknown) => T): T {
  try {
    return read();
  } catch (error) {
    return otherwise(error);
  }
}
