import type { Aws } from '../aws/access.ts';
import { orAbsent } from '../aws/errors.ts';
import type { Call } from '../aws/surface.ts';
import { actionOf, actionsBack, effectOf } from './effects.ts';
import type { Head } from './journal-lines.ts';
import type { Plan, Step } from './plan.ts';

/** What AWS's simulator says these credentials are not allowed. */
export interface Lacking {
  /** By step: what applying it needs. */
  readonly to: ReadonlyMap<Step, readonly string[]>;
  /** By step: what taking it back needs. */
  readonly back: ReadonlyMap<Step, readonly string[]>;
}

/**
 * Asks IAM's simulator, before the first write, whether these credentials may make the calls and take them back.
 * Nothing where the simulator may not be asked, or where it cannot know: then AWS says so itself, at the call.
 */
export async function lackingRights(plan: Plan, aws: Aws): Promise<Lacking> {
  const none = { to: new Map(), back: new Map() };
  if (plan.steps.length === 0) return none;
  try {
    const principal = await principalOf(plan.caller, aws);
    if (principal === undefined) return none;
    const all = plan.steps.flatMap((step) => step.calls.map(({ call }) => call));
    const denied = await deniedOf(all, principal, plan, aws);
    const by = (actions: (call: Call) => readonly string[]) =>
      new Map(
        plan.steps.map((step) => [
          step,
          [
            ...new Set(
              step.calls.flatMap(({ call }) => actions(call).filter((action) => denied.get(call)?.has(action))),
            ),
          ],
        ]),
      );
    return { to: by((call) => [actionOf(call)]), back: by(actionsBack) };
  } catch {
    // The question is a courtesy; whoever may not ask it may still be allowed the calls themselves.
    return none;
  }
}

/** The simulator takes users and roles, not sessions; a role that Identity Center made has a path that only IAM knows. */
async function principalOf(caller: string, aws: Aws): Promise<string | undefined> {
  if (/^arn:[^:]+:iam::\d+:user\//.test(caller)) return caller;
  const role = /^arn:[^:]+:sts::\d+:assumed-role\/([^/]+)\//.exec(caller)?.[1];
  if (role === undefined) return undefined;
  return (await orAbsent(aws.in().iam.GetRole({ RoleName: role })))?.Role?.Arn;
}

async function deniedOf(
  calls: readonly Call[],
  principal: string,
  head: Head,
  aws: Aws,
): Promise<Map<Call, Set<string>>> {
  const answers = await Promise.all(
    calls.map(async (call) => {
      const region = call.region ?? head.region;
      const actions = [...new Set([actionOf(call), ...actionsBack(call)])];
      const { EvaluationResults = [] } = await aws.in().iam.SimulatePrincipalPolicy({
        PolicySourceArn: principal,
        ActionNames: actions,
        ResourceArns: [...effectOf(call).resources(call.input, { ...head, region })],
        ContextEntries: [
          { ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string', ContextKeyValues: [region] },
        ],
      });
      // What depends on a value that the simulator was not given is not known.
      const certain = EvaluationResults.filter(
        ({ EvalDecision, MissingContextValues = [] }) =>
          EvalDecision !== 'allowed' && MissingContextValues.length === 0,
      );
      return [call, new Set(certain.flatMap(({ EvalActionName }) => EvalActionName ?? []))] as const;
    }),
  );
  return new Map(answers);
}
