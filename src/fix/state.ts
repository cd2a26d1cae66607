/** Something in an account as it was when we looked: plain JSON, so that a journal can keep it. */
export type State = null | string | number | boolean | readonly State[] | { readonly [member: string]: State };

export const isRecord = (state: State): state is { readonly [member: string]: State } =>
  typeof state === 'object' && state !== null && !Array.isArray(state);

/**
 * Whether what is there has everything that was expected: members beyond those (ids that AWS makes up) may be there
 * too. Lists of texts are sets, as they are in AWS; a JSON document is compared by what it says, not by its blanks.
 */
export function covers(there: State, expected: State): boolean {
  if (isRecord(expected)) {
    return isRecord(there) && Object.entries(expected).every(([member, value]) => covers(there[member] ?? null, value));
  }
  if (Array.isArray(expected)) {
    return Array.isArray(there) && there.length === expected.length && canonical(there) === canonical(expected);
  }
  return (
    there === expected || (typeof there === 'string' && typeof expected === 'string' && sameDocument(there, expected))
  );
}

/** Whether both say the same, neither more than the other. */
export const same = (a: State, b: State): boolean => covers(a, b) && covers(b, a);

function sameDocument(a: string, b: string): boolean {
  const [left, right] = [parsed(a), parsed(b)];
  return left !== undefined && right !== undefined && canonical(left) === canonical(right);
}

/** The text with members in one order; elements of a list too, for AWS has none. */
function canonical(state: State): string {
  if (Array.isArray(state)) return `[${(state as readonly State[]).map(canonical).toSorted().join()}]`;
  if (isRecord(state)) {
    const members = Object.entries(state).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([member, value]) => `${JSON.stringify(member)}:${canonical(value)}`).join()}}`;
  }
  return JSON.stringify(state);
}

/** A JSON object or list; undefined for any other text. */
export function parsed(text: string): State | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as State;
  } catch {
    // Asking whether text is JSON has no other way.
    return undefined;
  }
}
