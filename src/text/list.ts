/** "a, b, c and 4 more": names in a sentence, never a page of them. */
export function someNames(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}
