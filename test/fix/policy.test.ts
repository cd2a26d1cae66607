import { describe, expect, test } from 'vitest';
import type { Surface } from '../../src/aws/surface.ts';
import { workshopNames } from '../../src/fact.ts';
import { allEffects } from '../../src/fix/effects.ts';
import { policyDocument } from '../../src/policy/documents.ts';
import { type Verb, verbs } from '../../src/policy/statements.ts';
import { loadWorld, mergeWorld, Sandbox, type World } from '../../src/sandbox/index.ts';
import { run } from '../cli/run.ts';
import { consoleOnly, withMetadata } from './journey.ts';
import { comparable, fixing, undoing } from './workbench.ts';

interface Statement {
  readonly Sid: string;
  readonly Action: string[];
  readonly Resource: string | string[];
  readonly Condition?: object;
}
const statementsOf = async (verb: Verb): Promise<Statement[]> =>
  ((await policyDocument(verb, workshopNames)) as { Statement: Statement[] }).Statement;
const actionsOf = async (verb: Verb): Promise<string[]> => (await statementsOf(verb)).flatMap(({ Action }) => Action);
const writes = (action: string): boolean => /:(Create|Update|Delete|Put|Attach|Detach|Set|Enable)/.test(action);

test.each(verbs)('%s: no wildcard action, none twice', async (verb) => {
  const actions = await actionsOf(verb);
  expect(actions.filter((action) => !/^[a-z-]+:[A-Z]\w+$/.test(action))).toEqual([]);
  expect(new Set(actions).size).toBe(actions.length);
});

test.each(['check', 'audit'] as const)('%s writes nothing', async (verb) => {
  expect((await actionsOf(verb)).filter(writes)).toEqual([]);
});

test('what writes is limited to the workshop’s names where AWS can', async () => {
  const iam = (await Promise.all((['fix', 'undo'] as const).map(statementsOf)))
    .flat()
    .filter(({ Action }) => Action.some((action) => action.startsWith('iam:') && writes(action)));
  expect(
    iam.filter(
      ({ Resource }) =>
        !/(Connect-SSO|Connect-SSO-Policy|aws-service-role\/organizations\.amazonaws\.com\/\*)$/.test(
          [Resource].flat().join(),
        ),
    ),
  ).toEqual([]);
  const attach = iam.filter(({ Action }) => Action.includes('iam:AttachRolePolicy'));
  expect(attach.every(({ Condition }) => JSON.stringify(Condition).includes('policy/Connect-SSO-Policy'))).toBe(true);
});

/** A world whose caller has these policies and nothing else. */
const limited = (world: World, document: object): World =>
  mergeWorld(world, {
    credentials: {
      AKIALIMITED000000001: {
        account: '111122223333',
        arn: 'arn:aws:iam::111122223333:user/limited',
        userId: 'AIDALIMITED0000000001',
        policies: [JSON.stringify(document)],
      },
    },
  });
const limitedAccess = {
  credentials: async () => ({ accessKeyId: 'AKIALIMITED000000001', secretAccessKey: 'sandbox' }),
};

const less = (document: object, action: string): object => ({
  ...document,
  Statement: (document as { Statement: Statement[] }).Statement.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((each) => each !== action),
  })).filter(({ Action }) => Action.length > 0),
});

describe('with exactly the policy', () => {
  test('of fix everything is made, with exactly that of undo it is taken back', async () => {
    const sandbox = new Sandbox(limited(consoleOnly(), await policyDocument('fix', workshopNames)));
    const before = comparable(sandbox.snapshot());
    const worked = await fixing(sandbox, { settings: withMetadata(sandbox), access: limitedAccess });
    expect(worked.ended.map(({ ending, detail }) => `${ending} ${detail ?? ''}`.trim())).toEqual(
      Array.from({ length: 9 }, () => 'verified'),
    );
    const undo = new Sandbox(limited(sandbox.snapshot(), await policyDocument('undo', workshopNames)));
    expect(
      (await undoing(undo, worked.folder, { access: limitedAccess })).every(({ result }) => result === 'taken back'),
    ).toBe(true);
    const taken = comparable(undo.snapshot()) as { credentials: unknown };
    expect({ ...taken, credentials: null }).toEqual({ ...(before as object), credentials: null });
  });

  test.each(['organization-present/missing', 'policy'])('a choice works too: %s', async (what) => {
    const world = what === 'policy' ? mergeWorld(loadWorld('other-instance-in-policy'), {}) : loadWorld('empty');
    const sandbox = new Sandbox(limited(world, await policyDocument('fix', workshopNames)));
    const { ended } = await fixing(sandbox, { access: limitedAccess });
    expect(ended.map(({ ending }) => ending)).toEqual(['verified']);
  });

  test('of fix nobody can give the role more than its own policy', async () => {
    const sandbox = new Sandbox(limited(loadWorld('complete'), await policyDocument('fix', workshopNames)));
    const { benchFor } = await import('./workbench.ts');
    const bench = benchFor(
      sandbox,
      { intend: async () => 1, outcome: async () => undefined },
      { access: limitedAccess },
    );
    const attach = (PolicyArn: string) =>
      bench.sender.send({
        service: 'iam',
        operation: 'AttachRolePolicy',
        input: { RoleName: 'Connect-SSO', PolicyArn },
      });
    await expect(attach('arn:aws:iam::aws:policy/AdministratorAccess')).rejects.toThrow('iam:AttachRolePolicy');
    await attach('arn:aws:iam::111122223333:policy/Connect-SSO-Policy');
  });
});

test('each write of the journey is needed: without it the journey stops there', async () => {
  const whole = await policyDocument('fix', workshopNames);
  for (const action of [
    'iam:CreateSAMLProvider',
    'iam:CreateRole',
    'iam:AttachRolePolicy',
    'connect:CreateUser',
    'identitystore:CreateGroup',
    'sso:CreateApplicationAssignment',
  ]) {
    const sandbox = new Sandbox(limited(consoleOnly(), less(whole, action)));
    const { ended } = await fixing(sandbox, { settings: withMetadata(sandbox), access: limitedAccess });
    expect(ended.filter(({ ending }) => ending === 'failed').map(({ detail }) => detail)).toEqual([
      expect.stringContaining(action),
    ]);
  }
}, 120_000);

test('every write of the surface has its effect, and what takes it back is a write too', () => {
  const known = new Set(allEffects().map(({ service, operation }) => `${service} ${operation}`));
  const strays = allEffects().flatMap(({ service, effect }) =>
    effect.undoneBy.filter((operation) => !known.has(`${service} ${operation}`)),
  );
  expect(strays).toEqual([]);
  expect(known.size).toBeGreaterThan(30);
  const typed: keyof Surface = 'iam';
  expect(typed).toBe('iam');
});

describe('the simulator is asked before the first write', () => {
  const withUser = (policy: object): World =>
    mergeWorld(loadWorld('trust-wrong-provider'), {
      accounts: { '111122223333': { iam: { users: { operator: { inline: { rights: policy } } } } } },
    });

  test('what it denies is not tried', async () => {
    const sandbox = new Sandbox(withUser(await policyDocument('check', workshopNames)));
    const { ended } = await fixing(sandbox);
    expect(ended.map(({ ending, detail }) => [ending, detail])).toEqual([
      ['lacks permission', 'iam:UpdateAssumeRolePolicy'],
    ]);
    expect(sandbox.log.filter(({ operation }) => operation === 'UpdateAssumeRolePolicy')).toEqual([]);
  });

  test('what it allows is done; where it may not be asked nothing is lost', async () => {
    const allowed = new Sandbox(withUser(await policyDocument('fix', workshopNames)));
    expect((await fixing(allowed)).ended.map(({ ending }) => ending)).toEqual(['verified']);
    const silent = new Sandbox(loadWorld('trust-wrong-provider'));
    silent.inject({ match: 'iam:SimulatePrincipalPolicy', kind: 'denied' });
    expect((await fixing(silent)).ended.map(({ ending }) => ending)).toEqual(['verified']);
  });
});

describe('companion policy', () => {
  test('prints JSON that IAM takes, for check unless told otherwise', async () => {
    const { code, stdout, stderr } = await run(['policy']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual(await policyDocument('check', workshopNames));
  });

  test('cloudformation: a role for the instructor, by external id; both are parameters', async () => {
    const { stdout } = await run([
      'policy',
      '--for',
      'audit',
      '--format',
      'cloudformation',
      '--instructor-account',
      '444455556666',
      '--external-id',
      'class_7',
    ]);
    const template = JSON.parse(stdout) as {
      Parameters: Record<string, { Default?: string; AllowedPattern: string }>;
      Resources: { CompanionRole: { Properties: { RoleName: object; AssumeRolePolicyDocument: object } } };
    };
    expect(template.Parameters['InstructorAccount']?.Default).toBe('444455556666');
    expect(template.Parameters['ExternalId']?.Default).toBe('class_7');
    // One name in all accounts, which a roster can be written with.
    expect(template.Parameters['RoleName']?.Default).toBe('WorkshopAudit');
    expect(template.Resources.CompanionRole.Properties.RoleName).toEqual({ Ref: 'RoleName' });
    for (const { Default = '', AllowedPattern } of Object.values(template.Parameters))
      expect(Default).toMatch(new RegExp(AllowedPattern));
    expect(stdout).not.toContain('organizations:ListAccounts');
    expect(JSON.stringify(template.Resources.CompanionRole.Properties.AssumeRolePolicyDocument)).toContain(
      '"sts:ExternalId":{"Ref":"ExternalId"}',
    );
    expect(stdout).not.toMatch(/:(Create|Update|Delete|Put|Attach|Detach)\w+"/);
  });

  test.each([
    [['--for', 'chek'], '--for should be check or fix or undo or audit, not "chek"; did you mean check?'],
    [['--format', 'yaml'], '--format should be json or cloudformation, not "yaml"'],
    [['--instructor-account', '12'], '--instructor-account should be the twelve digits'],
    [['--external-id', 'a b'], '--external-id should be'],
  ])('%j: one sentence, exit 2', async (args, says) => {
    const { code, stdout, stderr } = await run(['policy', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });
});
