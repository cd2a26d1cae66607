import { authorize, type Decision, type Request } from './evaluate.ts';
import { legible, type RolePolicies } from './permissions.ts';
import { federationRequest, type Session } from './sign-in.ts';

/** Nobody's session name: the question is asked for one session, and answered for that one. */
const sessionName = 'workshop-companion';

/** The sign-in as AWS's policy simulator is asked about it: with those condition keys alone that have one certain value. */
export function simulatedRequest(
  session: Session,
): Request & { readonly resource: string; readonly context: Readonly<Record<string, string>> } {
  const { action, resource = '', context } = federationRequest(session, sessionName);
  const certain = Object.entries(context).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[key, value]];
    const [first] = value !== null && 'spellings' in value ? value.spellings : [];
    return first === undefined ? [] : [[key, first]];
  });
  return { action, resource, context: Object.fromEntries(certain) };
}

/** What reading the policies says of exactly that request: the two answers must be the same. */
export const simulate = (policies: RolePolicies, session: Session): Decision['decision'] =>
  authorize(legible(policies), simulatedRequest(session)).decision;
