import { type Call, iamAction } from '../aws/surface.ts';
import type { Effect, Effects } from './effect.ts';
import { connectEffects } from './effects/connect.ts';
import { policyEffects } from './effects/iam-policy.ts';
import { providerEffects } from './effects/iam-provider.ts';
import { roleEffects } from './effects/iam-role.ts';
import { identitystoreEffects } from './effects/identitystore.ts';
import { organizationsEffects } from './effects/organizations.ts';
import { ssoAdminEffects } from './effects/sso-admin.ts';

const effects: Effects = {
  sts: {},
  cloudtrail: {},
  organizations: organizationsEffects,
  'sso-admin': ssoAdminEffects,
  identitystore: identitystoreEffects,
  iam: { ...providerEffects, ...policyEffects, ...roleEffects },
  connect: connectEffects,
};

type AnyEffect = Effect<unknown>;

type Named = { readonly service: string; readonly operation: string };

/** The seam where a call's input is let go, being that effect's own by the type of {@link effects}. */
const find = ({ service, operation }: Named): AnyEffect | undefined =>
  allEffects().find((one) => one.service === service && one.operation === operation)?.effect;

/** Whether this tool has such a call. */
export const isWrite = (call: Named): boolean => find(call) !== undefined;

/** The effect of a call. */
export function effectOf({ service, operation }: Call): AnyEffect {
  const found = find({ service, operation });
  if (!found) throw new Error(`This tool has no write ${service} ${operation}.`);
  return found;
}

/** Every write with its effect. */
export const allEffects = (): readonly {
  readonly service: string;
  readonly operation: string;
  readonly effect: AnyEffect;
}[] =>
  Object.entries(effects).flatMap(([service, operations]) =>
    Object.entries(operations as Readonly<Record<string, AnyEffect>>).map(([operation, effect]) => ({
      service,
      operation,
      effect,
    })),
  );

export const actionOf = ({ service, operation }: Pick<Call, 'service' | 'operation'>): string =>
  iamAction(service, operation);

/** The IAM actions that taking the call back needs. */
export const actionsBack = (call: Call): readonly string[] =>
  effectOf(call).undoneBy.map((operation) => iamAction(call.service, operation));
