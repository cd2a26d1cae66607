import { readMoment } from './moment.ts';
import { type Reader, readObject } from './reader.ts';
import { readAccount } from './settle/account.ts';
import { readIdentityCenter } from './settle/identity-center.ts';
import { readOrganization } from './settle/organization.ts';
import { type Fault, type FaultKind, type Identity, type State, type World, WorldError } from './world.ts';

const faultKinds: readonly FaultKind[] = [
  'denied',
  'throttle',
  'server',
  'html503',
  'reset',
  'truncated',
  'latency',
  'expired',
  'skew',
];

/** Checks a world and completes it. The world itself stays as it is. */
export function settle(world: World, clock: Date): State {
  const fixed = typeof world.now === 'string' ? readMoment(world.now, clock) : undefined;
  return readObject(world, 'The world', fixed ?? clock, (at) => {
    at.raw('extends');
    at.raw('rename');
    const identityCenter = at.each('identityCenter', readIdentityCenter);
    const organization = readOrganization(at, 'organization') ?? null;
    const state: State = {
      title: at.text('title', 'A world'),
      description: at.text('description', ''),
      ...at.optional('now', at.moment),
      region: at.region('region', 'us-east-1'),
      caller: at.object('caller', readIdentity),
      credentials: at.each('credentials', (key) => ({
        ...readIdentity(key),
        ...key.optional('policies', (name) => readPolicies(key, name)),
      })),
      organization,
      identityCenter,
      accounts: at.each('accounts', (account, id) => readAccount(account, id, identityCenter, organization)),
      faults: at.list('faults', readFault),
      pageSize: at.number('pageSize', 3),
      ...at.optional('lag', (key) =>
        at.object(key, (lag) => ({ ...lag.optional('calls', lag.number), ...lag.optional('ms', lag.number) })),
      ),
    };
    for (const account of [state.caller.account, ...Object.values(state.credentials).map((c) => c.account)]) {
      state.accounts[account] ??= readObject({}, 'account', at.now, (empty) =>
        readAccount(empty, account, identityCenter, organization),
      );
    }
    return state;
  });
}

const readIdentity = (at: Reader): Identity => {
  const account = at.text('account');
  if (!/^\d{12}$/.test(account)) throw new WorldError(`${at.path}.account must be twelve digits, not "${account}".`);
  return {
    account,
    arn: at.text('arn', `arn:aws:iam::${account}:user/operator`),
    userId: at.text('userId', 'AIDASANDBOXOPERATOR01'),
  };
};

/** A credential's policies are a list, of objects or texts. */
const readPolicies = (at: Reader, key: string): string[] => {
  const list = at.raw(key);
  if (!Array.isArray(list)) throw new WorldError(`${at.path}.${key} must be a list of policy documents.`);
  return list.map((policy) => (typeof policy === 'string' ? policy : JSON.stringify(policy)));
};

const readFault = (at: Reader): Fault => {
  const kind = faultKinds.find((known) => known === at.text('kind'));
  if (!kind) {
    throw new WorldError(`${at.path}.kind must be one of ${faultKinds.join(', ')}, not "${at.text('kind')}".`);
  }
  return {
    match: at.text('match'),
    kind,
    ...at.optional('account', at.text),
    ...at.optional('region', at.region),
    ...at.optional('times', at.number),
    ...at.optional('probability', at.number),
    ...at.optional('after', (key) => at.flag(key, false)),
    ...at.optional('ms', at.number),
  };
};
