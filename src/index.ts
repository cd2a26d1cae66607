import { defineCheck as ownDefineCheck } from './check.ts';
import { defineFact as ownDefineFact } from './fact.ts';
import { caller } from './facts/caller.ts';
import { application, identityProvider } from './facts/chain.ts';
import { connectInstance } from './facts/connect-instance.ts';
import { connectUsers } from './facts/connect-users.ts';
import { identityCenter } from './facts/identity-center.ts';
import { identityUsers } from './facts/identity-users.ts';
import { role } from './facts/role.ts';
import { now, settings } from './facts/settings.ts';
import type * as Public from './plugins/public.d.ts';

export { fail, pass, unknown, unverified, warn } from './check.ts';
export { Absent, demand, optional, Unseen } from './fact.ts';
export { audit, check } from './plugins/api.ts';

/**
 * The public entry; `plugins/public.d.ts` is its type. Inside, AWS's answers have the SDK's types; outside they are
 * plain data, so that nobody has to install the SDK to write a check. These two are where one becomes the other.
 */
export const defineCheck = ownDefineCheck as unknown as typeof Public.defineCheck;
export const defineFact = ownDefineFact as unknown as typeof Public.defineFact;

/** The same objects that our own checks need: read once, whoever asks. */
export const facts = {
  settings,
  now,
  caller,
  connectInstance,
  connectUsers,
  identityCenter,
  identityUsers,
  application,
  identityProvider,
  role,
};
