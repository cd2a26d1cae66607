import type { ContextValue } from './conditions.ts';
import type { Request } from './evaluate.ts';
import { anyRoleId, anySession } from './sign-in.ts';

/** What the request lists under the key, in whatever case. */
export const valueOf = ({ context }: Request, key: string): ContextValue | undefined =>
  Object.entries(context).find(([known]) => known.toLowerCase() === key.toLowerCase())?.[1];

/** A value as a reader may compare it: without the stand-ins for any role and any session. */
export function shown(value: ContextValue | undefined): string {
  if (value === undefined || value === null) return '(absent)';
  if (typeof value === 'string') return value.replace(anyRoleId, '(role id)').replace(anySession, '(session name)');
  if ('spellings' in value) return value.spellings.join(' or ');
  if ('either' in value) return value.either.map((one) => one ?? '(absent)').join(' or ');
  return 'unknown' in value ? '(not known beforehand)' : value.join(', ');
}
