import { expect, test } from 'vitest';
import { judge } from '../../src/judge.ts';
import { makeSheet, type Sheet } from '../../src/guide/guide.ts';
import { sheetHtml } from '../../src/guide/html.ts';
import { sheetList } from '../../src/guide/list.ts';
import { sheetMarkdown } from '../../src/guide/markdown.ts';
import { guideSteps } from '../../src/guide/steps.ts';
import { loadChecks } from '../../src/registry.ts';
import { loadWorld, mergeWorld, type World } from '../../src/sandbox/index.ts';
import { placeholders } from '../../src/text/near.ts';
import { accountIn, evidence, settingsFor } from '../account.ts';

const checks = await loadChecks();

async function sheetOf(world: string | World): Promise<Sheet> {
  const { aws, sandbox } = accountIn(world);
  const settings = settingsFor({ region: sandbox.state.region });
  const judging = judge(checks, aws, settings);
  return makeSheet({ checks, report: await judging.report, run: judging.run, settings });
}

const stepOf = (sheet: Sheet, id: string) => {
  const step = sheet.steps.find((each) => each.id === id);
  if (!step) throw new Error(`no step ${id}`);
  return step;
};
const valueOf = (sheet: Sheet, id: string, label: RegExp) =>
  stepOf(sheet, id).fields.find((field) => label.test(field.label))?.value;

test('every check is a step of the guide', () => {
  const ids = checks.map(({ id }) => id);
  expect(guideSteps.map(({ check }) => check).filter((id) => !ids.includes(id) && id !== 'sign-in')).toEqual([]);
  expect(ids.filter((id) => !guideSteps.some(({ check }) => check === id))).toEqual([]);
});

test('the finished workshop: every value is the account’s own', async () => {
  const sheet = await sheetOf('complete');
  expect(valueOf(sheet, 'relay-state', /Relay/)).toBe(evidence.relayState);
  expect(valueOf(sheet, 'attribute-mapping', /Maps to/)).toBe(evidence.roleAttribute);
  expect(valueOf(sheet, 'policy-scope', /document/)).toContain(
    'arn:aws:connect:us-east-1:111122223333:instance/3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47/user/${aws:userid}',
  );
  expect(valueOf(sheet, 'role-trust', /Trust/)).toContain('arn:aws:iam::111122223333:saml-provider/Connect-SSO');
  expect(valueOf(sheet, 'connect-user', /Login/)).toBe('agent1@example.com');
  // One signs in to the portal by the user's name there, which need not be the e-mail address.
  expect(valueOf(sheet, 'sign-in', /Username/)).toBe('agent1');
  expect(stepOf(sheet, 'sign-in').url).toBe('https://d-9067f2b3c4.awsapps.com/start');
  expect(stepOf(sheet, 'relay-state').url).toBe(
    'https://us-east-1.console.aws.amazon.com/singlesignon/applications/home?region=us-east-1#/instances/7223c0ffee5e1f04/ins-72236face0cd1203',
  );
  expect(sheet.steps.filter(({ fields }) => fields.some(({ missing }) => missing !== undefined))).toEqual([]);
});

const worlds = [
  'complete',
  'empty',
  'after-step-1',
  'after-step-2',
  'after-step-3',
  'after-step-4',
  'after-step-5',
  'member-account',
];

test.each(worlds)('%s: not one placeholder in any format', async (world) => {
  const sheet = await sheetOf(world);
  for (const step of sheet.steps) {
    const told = [
      ...step.actions,
      ...step.fields.flatMap(({ value, missing }) => [value ?? '', missing ?? '']),
      step.screen ?? '',
      step.url ?? '',
    ];
    for (const text of told) {
      expect(text).not.toMatch(/undefined|<\w+[ >-]|\{(?!user:email|aws:userid|\s)\w/);
    }
    for (const { value = '' } of step.fields)
      expect(placeholders(value.replace(/\$\{(aws:userid|user:email)\}/g, '')), value).toEqual([]);
  }
  const options = { width: 80, colour: false, plain: true };
  expect(sheetList(sheet, options)).not.toMatch(/undefined|<instance|<region/i);
  expect(sheetMarkdown(sheet)).not.toMatch(/undefined/);
  expect(sheetHtml(sheet)).not.toMatch(/undefined/);
});

test('with no role and no provider the pair of ARNs is foretold', async () => {
  const sheet = await sheetOf('after-step-2');
  expect(valueOf(sheet, 'attribute-mapping', /Maps to/)).toBe(evidence.roleAttribute);
  expect(stepOf(sheet, 'identity-provider').status).toBe('fail');
});

test('an empty account: what has to come first is said', async () => {
  const sheet = await sheetOf('empty');
  expect(sheet.next).toBe('organization-present');
  expect(stepOf(sheet, 'relay-state').fields).toEqual([
    { label: 'Relay state', missing: 'the relay state is known as soon as connect-instance holds' },
  ]);
});

test('an address that Connect takes for no login is not given as one', async () => {
  const world = mergeWorld(loadWorld('after-step-4'), {
    identityCenter: {
      'ssoins-7223c0ffee5e1f04': {
        users: {
          '24a814c8-a0b1-70d9-6f2a-0b7e5a94c311': {
            userName: 'agent1',
            emails: [{ value: 'agent1+aws@example.com', primary: true }],
          },
        },
      },
    },
  });
  const sheet = await sheetOf(world);
  expect(stepOf(sheet, 'connect-user').status).toBe('fail');
  expect(valueOf(sheet, 'connect-user', /Login/)).toBeUndefined();
});

test('in China the relay state is not invented: AWS documents none', async () => {
  const sheet = await sheetOf({
    ...loadWorld('complete'),
    caller: { account: '111122223333', arn: 'arn:aws-cn:iam::111122223333:user/operator' },
  });
  expect(stepOf(sheet, 'relay-state').fields).toEqual([
    { label: 'Relay state', missing: 'AWS documents no relay state for the partition aws-cn' },
  ]);
  expect(sheetList(sheet, { width: 80, colour: false, plain: true })).not.toContain('/connect/federate/');
});

test('the next step is what is broken, before evidence that nobody gave', async () => {
  expect((await sheetOf('after-step-5')).next).toBe('agents-group');
  expect(['relay-state', 'sign-in']).toContain((await sheetOf('complete')).next);
});

test('today’s wording stands beside the workshop’s', async () => {
  const list = sheetList(await sheetOf('empty'), { width: 200, colour: false, plain: true });
  expect(list).toContain('IAM Identity Center › Enable › Enable with AWS Organizations');
  expect(list).toContain('Enable AWS SSO');
  expect(list).toContain('Customer managed');
  expect(list).toContain('Edit attribute mappings');
});

test('hostile names are harmless text in each format', async () => {
  const world = structuredClone(loadWorld('complete')) as {
    identityCenter: Record<string, { applications: Record<string, { name: string }> }>;
  };
  const application = Object.values(world.identityCenter)[0]?.applications['apl-72236face0cd1203'];
  if (!application) throw new Error('the world has no application');
  application.name = 'Connect<script>alert(1)</script>\u001b[31m|`::error::';
  const sheet = await sheetOf(world);
  expect(sheetHtml(sheet)).not.toContain('<script>alert');
  expect(sheetList(sheet, { width: 80, colour: false, plain: true })).not.toContain('\u001b');
  expect(sheetMarkdown(sheet).replace(/^```\n[^]*?^```$/gm, '')).not.toMatch(/(?<!\\)<script|^::/m);
});

test.each([60, 80, 200])('at %i columns only what is to be pasted is longer', async (width) => {
  const sheet = await sheetOf('complete');
  const pasted = new Set(
    sheet.steps.flatMap(({ fields, url }) => [
      ...fields.flatMap(({ value }) => value?.split('\n') ?? []),
      `    open        ${url}`,
    ]),
  );
  const long = sheetList(sheet, { width, colour: false, plain: true })
    .split('\n')
    .filter((line) => line.length > width && !pasted.has(line));
  expect(long.filter((line) => !/https?:|arn:/.test(line))).toEqual([]);
});
