import { readFileSync } from 'node:fs';
import type { Fault, World } from '../../src/sandbox/world.ts';

export interface Member {
  readonly learner: string;
  readonly account: string;
  /** What the roster expects; another one for those who gave a wrong number. */
  readonly expected: string;
  readonly kind: Kind;
}

/** A state that a learner's account is in, or a trouble that reading it meets. */
export type Kind = keyof typeof verdicts;

/** What a report has to say of each kind: verdict, whether reached, and the first problem. */
export const verdicts = {
  finished: ['unverified', true, undefined],
  'other instance': ['fail', true, 'policy-scope/other-instance'],
  'no role': ['fail', true, 'role-trust/missing'],
  'application disabled': ['fail', true, 'application-added/disabled'],
  'audit role missing': ['unknown', false, undefined],
  'wrong account': ['unknown', false, undefined],
  'read denied': ['unknown', true, undefined],
  'throttled twice': ['unverified', true, undefined],
  'fails once': ['unverified', true, undefined],
  'html once': ['unverified', true, undefined],
  'connection lost once': ['unverified', true, undefined],
  slow: ['unverified', true, undefined],
} as const satisfies Record<string, readonly [string, boolean, string | undefined]>;

const troubles = Object.keys(verdicts).slice(4) as Kind[];
const states = Object.keys(verdicts).slice(0, 4) as Kind[];

const faultOf: Partial<Record<Kind, Omit<Fault, 'account'>>> = {
  'read denied': { match: 'iam:ListSAMLProviders', kind: 'denied' },
  'throttled twice': { match: '*', kind: 'throttle', times: 2 },
  'fails once': { match: 'iam:*', kind: 'server', times: 1 },
  'html once': { match: 'connect:*', kind: 'html503', times: 1 },
  'connection lost once': { match: 'sso-admin:*', kind: 'reset', times: 1 },
  slow: { match: '*', kind: 'latency', ms: 250 },
};

/** Every tenth learner is in trouble, each kind in turn; the others are in the states that learners are in. */
export const members = (count: number, trouble = true): Member[] =>
  Array.from({ length: count }, (_, index) => {
    const account = String(300_000_000_001 + index);
    const kind =
      (trouble && index % 10 === 9
        ? troubles[Math.floor(index / 10) % troubles.length]
        : states[index % 10 < 6 ? 0 : index % 4]) ?? 'finished';
    return {
      learner: `learner-${String(index + 1).padStart(4, '0')}`,
      account,
      expected: kind === 'wrong account' ? '999999999999' : account,
      kind,
    };
  });

export function bigClass(class_: readonly Member[], latency = 0): World {
  const base = JSON.parse(readFileSync('fixtures/worlds/class.json', 'utf8')) as World;
  const template = JSON.stringify({
    center: base.identityCenter?.['ssoins-7223c1a5500001ff'],
    account: base.accounts?.['200000000001'],
  });
  const made = class_.map((member, index) => variant(member, JSON.parse(renumbered(template, member.account, index))));
  return {
    ...base,
    organization: null,
    identityCenter: Object.fromEntries(made.map(({ center }, index) => [`ssoins-7223c1a5${hex(index, 8)}`, center])),
    accounts: {
      '999900001111': base.accounts?.['999900001111'] ?? {},
      ...Object.fromEntries(made.map(({ account }, index) => [class_[index]?.account ?? '', account])),
    },
    faults: [
      ...(latency > 0 ? [{ match: '*', kind: 'latency', ms: latency } satisfies Fault] : []),
      ...class_.flatMap(({ kind, account }) => (faultOf[kind] ? [{ ...faultOf[kind], account }] : [])),
    ],
    pageSize: 100,
  };
}

const hex = (index: number, digits: number): string => index.toString(16).padStart(digits, '0');

const renumbered = (template: string, account: string, index: number): string =>
  template
    .replaceAll('200000000001', account)
    .replaceAll('apl-7223c1a5500a01ff', `apl-7223c1a5${hex(index, 8)}`)
    .replaceAll('d-9067c1a501', `d-9067${hex(index, 6)}`)
    .replaceAll('o-learner001', `o-big${hex(index, 8)}`)
    .replaceAll('-c1a550000001', `-c1a5${hex(index, 8)}`)
    .replaceAll('-0c1a55000001', `-0c1a${hex(index, 8)}`);

interface Made {
  center: { applications: Record<string, { status: string }> };
  account: {
    iam: {
      roles: Record<string, unknown>;
      policies: Record<string, { versions: Record<string, { document: { Statement: { Resource: string[] }[] } }> }>;
    };
  };
}

function variant({ kind }: Member, made: Made): Made {
  const { roles, policies } = made.account.iam;
  const statement = policies['Connect-SSO-Policy']?.versions['v1']?.document.Statement[0];
  if (kind === 'other instance' && statement)
    statement.Resource = statement.Resource.map((arn) =>
      arn.replace(/instance\/[0-9a-f-]+/, 'instance/00000000-0000-4000-8000-000000000000'),
    );
  if (kind === 'no role') delete roles['Connect-SSO'];
  if (kind === 'audit role missing') delete roles['WorkshopAudit'];
  if (kind === 'application disabled')
    for (const application of Object.values(made.center.applications)) application.status = 'DISABLED';
  return made;
}

export const rosterOf = (class_: readonly Member[]): string =>
  [
    'learner,account,role_arn,external_id,region',
    ...class_.map(
      ({ learner, account, expected }) =>
        `${learner},${expected},arn:aws:iam::${account}:role/WorkshopAudit,workshop,us-east-1`,
    ),
  ].join('\n');
