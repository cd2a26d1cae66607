import { describe, expect, test } from 'vitest';
import type { Status } from '../../src/check.ts';
import type { Settings } from '../../src/fact.ts';
import { judge } from '../../src/judge.ts';
import type { ReportRow } from '../../src/report/model.ts';
import { loadWorld, mergeWorld, Sandbox, type WorldPatch } from '../../src/sandbox/index.ts';
import { accountIn, everyCheck, evidence, rowOf, settingsFor } from '../account.ts';

/** What differs from the finished workshop, in the account or in what the learner said. */
export interface Difference {
  readonly world?: WorldPatch;
  readonly says?: Partial<Settings>;
  /** The learner said nothing at all. */
  readonly silent?: true;
}

export interface Wrong extends Difference {
  /** The cause: the part of the first problem's code after the check's id. */
  readonly code: string;
  /** A part of the row's sentence. */
  readonly message: string;
  /** The calls of the repair that is offered, `iam.CreatePolicy`; left out: none may be. */
  readonly fix?: readonly string[];
}

export interface Cases {
  readonly passes: Readonly<Record<string, Difference>>;
  readonly fails: Readonly<Record<string, Wrong>>;
  readonly warns?: Readonly<Record<string, Wrong>>;
  readonly blocked?: Readonly<Record<string, Difference & { readonly by: readonly string[] }>>;
  readonly unverified?: Readonly<Record<string, Difference & { readonly message: string }>>;
  readonly unknown?: Readonly<Record<string, Difference & { readonly message: string }>>;
}

const complete = loadWorld('complete');

/** Judges each case on the embedded AWS; a repair that is offered has to be declared, and has to repair. */
export function tryCheck(
  id: string,
  { passes, fails, warns = {}, blocked = {}, unverified = {}, unknown = {} }: Cases,
): void {
  if (Object.keys(passes).length === 0 || Object.keys(fails).length === 0)
    throw new Error(`The test of ${id} needs a case that passes and one that fails.`);
  describe(id, () => {
    each('passes', passes, async (difference) => {
      const row = await rowIn(account(difference), id, difference);
      expect(row).toMatchObject({ status: 'pass', problems: [] });
      expect(wording(row)).toMatchSnapshot();
    });
    each('fails', fails, (wrong) => tryWrong(id, 'fail', wrong));
    each('warns', warns, (wrong) => tryWrong(id, 'warn', wrong));
    each('blocked', blocked, async ({ by, ...difference }) => {
      const row = await rowIn(account(difference), id, difference);
      expect(row).toMatchObject({ status: 'blocked', blockedBy: by });
      expect(wording(row)).toMatchSnapshot();
    });
    for (const [status, cases] of [
      ['unverified', unverified],
      ['unknown', unknown],
    ] as const)
      each(status, cases, async ({ message, ...difference }) => {
        const row = await rowIn(account(difference), id, difference);
        expect(row).toMatchObject({ status, problems: [] });
        expect(row.message).toContain(message);
        expect(wording(row)).toMatchSnapshot();
      });
  });
}

const each = <T>(what: string, cases: Readonly<Record<string, T>>, run: (one: T) => Promise<void>): void => {
  for (const [title, one] of Object.entries(cases)) test(`${what}: ${title}`, () => run(one));
};

/** What a row says has dates in it, so that the clock stands still. */
const noon = new Date('2026-06-01T12:00:00Z');

const account = ({ world = {} }: Difference): Sandbox => new Sandbox(mergeWorld(complete, world), { now: () => noon });

async function rowIn(sandbox: Sandbox, id: string, { says = {}, silent }: Difference): Promise<ReportRow> {
  return rowOf(
    await judge(await everyCheck(), accountIn(sandbox).aws, settingsFor({ ...(!silent && evidence), ...says }), noon)
      .report,
    id,
  );
}

/** A row as a person reads it, for the snapshot: every word that the check says is there to be looked at in a review. */
function wording({ status, message, problems, permission, fix, byHand }: ReportRow): string {
  const lines = (values: Readonly<Record<string, string | undefined>>): string[] =>
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [`  ${name}: ${value}`]));
  return [
    `${status}: ${message}`,
    ...problems.flatMap(({ code, message: told, expected, actual }) => [
      `  ${code}: ${told}`,
      ...lines({ expected, actual }).map((line) => `  ${line}`),
    ]),
    ...lines({ permission, fix: fix?.title, caution: fix?.caution, choice: fix?.choice && 'yes' }),
    ...(fix?.calls ?? []).map(
      ({ service, operation, region, input }) => `    ${service} ${operation} ${region ?? ''}${JSON.stringify(input)}`,
    ),
    ...lines({ 'by hand': byHand?.text, url: byHand?.url, value: byHand?.value }),
  ].join('\n');
}

async function tryWrong(id: string, status: Status, wrong: Wrong): Promise<void> {
  const sandbox = account(wrong);
  const row = await rowIn(sandbox, id, wrong);
  expect({ status: row.status, code: row.problems[0]?.code }).toEqual({ status, code: `${id}/${wrong.code}` });
  expect(row.message).toContain(wrong.message);
  expect(wording(row)).toMatchSnapshot();
  const calls = row.fix?.calls ?? [];
  expect(calls.map(({ service, operation }) => `${service}.${operation}`)).toEqual(wrong.fix ?? []);
  if (!row.fix) return;
  const after = await repaired(sandbox, id, wrong, row);
  // Repaired, or one mistake further on that no call repairs.
  if (after.status !== 'pass') expect(after.problems[0]?.code).not.toBe(row.problems[0]?.code);
}

/** A repair may take more than one step: the group first, then its members. */
async function repaired(sandbox: Sandbox, id: string, wrong: Difference, first: ReportRow): Promise<ReportRow> {
  const { aws } = accountIn(sandbox);
  let row = first;
  for (let round = 0; row.fix && round < 3; round++) {
    for (const call of row.fix.calls) await aws.send(call);
    row = await rowIn(sandbox, id, wrong);
  }
  return row;
}

const id = '111122223333';
type Account = NonNullable<NonNullable<NonNullable<WorldPatch['accounts']>[string]>>;

/** Where things are in the finished world. */
export const iam = (changes: Account['iam']): WorldPatch => ({ accounts: { [id]: { iam: changes ?? null } } });
export const role = (changes: object): WorldPatch => iam({ roles: { 'Connect-SSO': changes } });
export const statement = (changes: object): WorldPatch =>
  iam({
    policies: {
      'Connect-SSO-Policy': {
        versions: {
          v1: {
            document: {
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'connect:GetFederationToken',
                  Resource: [`${instanceArn}/user/\${aws:userid}`],
                  ...changes,
                },
              ],
            },
          },
        },
      },
    },
  });
export const trust = (changes: object): WorldPatch =>
  role({
    trust: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: providerArn },
          Action: 'sts:AssumeRoleWithSAML',
          Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
          ...changes,
        },
      ],
    },
  });
export const center = (changes: object): WorldPatch => ({ identityCenter: { 'ssoins-7223c0ffee5e1f04': changes } });
export const application = (changes: object | null): WorldPatch =>
  center({ applications: { 'apl-72236face0cd1203': changes } });
export const user = (n: 1 | 2, changes: object | null): WorldPatch =>
  center({ users: { [people[n].center]: changes } });
export const instance = (changes: object | null): WorldPatch => ({
  accounts: { [id]: { connect: { 'us-east-1': { [instanceId]: changes } } } },
});
export const login = (n: 1 | 2, changes: object | null): WorldPatch =>
  instance({ users: { [people[n].connect]: changes } });
export const agentsGroup = (changes: object | null): WorldPatch =>
  center({ groups: { '14f8e4a8-20d1-7055-9b3e-5f0c8a1d2e60': changes } });
export const trailed = (...events: readonly object[]): WorldPatch => ({
  accounts: { [id]: { cloudTrail: { 'us-east-1': events } } },
});
export const both = (...patches: readonly WorldPatch[]): WorldPatch =>
  patches.reduce((all, one) => mergePatch(all, one) as WorldPatch, {});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const mergePatch = (a: unknown, b: unknown): unknown =>
  isObject(a) && isObject(b)
    ? Object.fromEntries(
        [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [
          key,
          key in b ? mergePatch(a[key], b[key]) : a[key],
        ]),
      )
    : b;

export const instanceId = '3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47';
export const instanceArn = `arn:aws:connect:us-east-1:${id}:instance/${instanceId}`;
export const roleArn = `arn:aws:iam::${id}:role/Connect-SSO`;
export const providerArn = `arn:aws:iam::${id}:saml-provider/Connect-SSO`;
export const people = {
  1: { center: '24a814c8-a0b1-70d9-6f2a-0b7e5a94c311', connect: '6e3b9c81-4d07-4a5f-92e8-1c0b7f4d6a35' },
  2: { center: '94e8a4f8-1051-70a7-2d8c-61c3f0be7d52', connect: 'f25c8a04-7b1e-4693-8d50-a9e47c3b1f68' },
} as const;
/** Thirty agents in place of the two. */
export const crowd: WorldPatch = instance({
  users: {
    [people[1].connect]: null,
    [people[2].connect]: null,
    ...Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [
        `00000000-0000-4000-8000-0000000000${n + 10}`,
        {
          username: `desk${n + 10}@example.com`,
          securityProfileIds: ['8d2f4c16-0e9b-4b7d-8c35-2a6f1e7d9b04'],
          routingProfileId: 'b4d1e7a9-52c8-4f36-9e0b-7a3c6d8f1e25',
        },
      ]),
    ),
  },
});
