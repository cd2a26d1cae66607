import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openAws } from '../src/aws/access.ts';
import { iamAction } from '../src/aws/surface.ts';
import { defineCheck, pass } from '../src/check.ts';
import { Run } from '../src/engine.ts';
import { Absent, defineFact } from '../src/fact.ts';
import { judge } from '../src/judge.ts';
import { loadChecks } from '../src/registry.ts';
import type { Report } from '../src/report/model.ts';
import { defaultCredentials, type Fault, loadWorld, Sandbox, worldNames } from '../src/sandbox/index.ts';
import { accountIn, evidence, reportOn, rowOf, settingsFor } from './account.ts';
import { captureOf } from './mistakes/capture.ts';

// What holds for every check there is or will be: a new file in `checks/` is covered the day it is added.
const checks = await loadChecks();
const clocks = { startedAt: '', durationMs: 0, apiCalls: 0 };
const timeless = (report: Report): Report => ({ ...report, ...clocks });
const statuses = (report: Report): Record<string, string> =>
  Object.fromEntries(report.checks.map(({ id, status }) => [id, status]));

describe('metadata', () => {
  test('the checks are those of the contract, in workshop order', () => {
    expect(checks.map(({ id }) => id)).toEqual([
      'organization-present',
      'identity-center-enabled',
      'connect-instance',
      'application-added',
      'relay-state',
      'identity-provider',
      'policy-scope',
      'role-trust',
      'role-permissions',
      'attribute-mapping',
      'connect-user',
      'identity-user',
      'email-parity',
      'agents-group',
      'group-assignment',
      'sign-in',
    ]);
    expect(checks.map(({ step }) => step)).toEqual([1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 5, 5, 5, 6, 6, 7]);
  });

  test.each(checks.map((check) => [check.id, check] as const))(
    '%s says what should hold, why, and what can be wrong',
    (_, { title, why, causes }) => {
      expect(title).toMatch(/^[A-Z].{9,71}[^.]$/su);
      expect(why).toMatch(/^[A-Z].{20,}[.]$/su);
      expect(Object.keys(causes).length).toBeGreaterThan(0);
      for (const [cause, meaning] of Object.entries(causes)) {
        expect(cause).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(meaning, cause).toMatch(/^[A-Z“"‘'$/`a-z].{15,}[.]$/su);
        expect(`${title}${why}${meaning}`).not.toMatch(/TODO|FIXME|undefined|\bXXX\b/);
      }
    },
  );

  test('no two checks have the same title', () => {
    expect(new Set(checks.map(({ title }) => title)).size).toBe(checks.length);
  });

  test('every check has a test of its name, and every other test beside them is about more than one', () => {
    const tests = readdirSync(new URL('checks/', import.meta.url)).filter((file) => file.endsWith('.test.ts'));
    expect(tests.map((file) => file.replace('.test.ts', '')).toSorted()).toEqual(
      [...checks.map(({ id }) => id), 'by-hand', 'second-opinion'].toSorted(),
    );
  });
});

describe('verdicts', () => {
  test('where everything is done and shown, everything passes', async () => {
    const signedIn = await reportOn('signed-in', evidence);
    expect(new Set(Object.values(statuses(signedIn)))).toEqual(new Set(['pass']));
    const captured = await reportOn('complete', { capture: captureOf({}) });
    expect(new Set(Object.values(statuses(captured)))).toEqual(new Set(['pass']));
    expect(captured.checks.filter(({ evidence: how }) => how === 'captured').map(({ id }) => id)).toEqual([
      'relay-state',
      'attribute-mapping',
      'sign-in',
    ]);
  });

  test('where nothing is done, nothing passes', async () => {
    const report = await reportOn('empty');
    expect(report.checks).toHaveLength(checks.length);
    expect(report.checks.filter(({ status }) => status === 'pass' || status === 'warn')).toEqual([]);
    expect(report.verdict).toBe('fail');
  });

  test.each(worldNames())('%s is judged the same twice', async (world) => {
    const [first, second] = await Promise.all([reportOn(world, evidence), reportOn(world, evidence)]);
    expect(JSON.stringify(timeless(first))).toBe(JSON.stringify(timeless(second)));
    expect(first.checks.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
  });

  test('a check that breaks is a row of its own, and no other’s', async () => {
    const broken = checks.map((check) =>
      check.id === 'policy-scope'
        ? {
            ...check,
            judge: () => {
              throw new Error('Oh dear');
            },
          }
        : check,
    );
    const report = await judge(broken, accountIn('complete').aws, settingsFor(evidence)).report;
    expect(rowOf(report, 'policy-scope')).toMatchObject({ status: 'unknown', evidence: 'none', problems: [] });
    expect(report.checks.filter(({ status }) => status === 'pass')).toHaveLength(checks.length - 2);
  });

  test('nothing that judges can change what was gathered', async () => {
    const shared = defineFact({ name: 'something shared', gather: () => ({ list: [{ deep: 1 }] }) });
    const rude = defineCheck({
      id: 'rude',
      step: 1,
      order: 1,
      title: 'Rude',
      why: 'Rude.',
      causes: {},
      needs: { shared },
      judge({ shared: { list } }) {
        (list[0] as { deep: number }).deep = 2;
        return pass('Changed.');
      },
      byHand: () => ({ text: 'Nothing.' }),
    });
    const run = new Run({
      aws: () => {
        throw new Error('offline');
      },
      settings: settingsFor(),
      now: new Date(),
    });
    expect(await run.row(rude)).toMatchObject({ status: 'unknown' });
    expect(await run.see(shared)).toEqual({ seen: true, value: { list: [{ deep: 1 }] } });
  });
});

/** The calls that a run really makes. */
async function callsOf(world: string): Promise<Sandbox['log']> {
  const sandbox = new Sandbox({ ...loadWorld(world), pageSize: 1000 });
  await reportOn(sandbox, evidence);
  return sandbox.log;
}
const complete = await callsOf('complete');
const operations = [...new Set(complete.map(({ service, operation }) => `${service}:${operation}`))];

/** A second opinion: the verdict stands without it. */
const dispensable = new Set(['iam:SimulatePrincipalPolicy']);

describe('reading', () => {
  test.each(operations)('%s denied: what rests on it is unknown and names the permission', async (match) => {
    const [service = '', operation = ''] = match.split(':');
    const permission = iamAction(service, operation);
    const report = await faulty({ match, kind: 'denied' });
    expect(report.checks.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
    expect(report.checks.filter(({ status }) => status === 'fail' || status === 'blocked')).toEqual([]);
    const affected = report.checks.filter(({ id, status, permission: named }) =>
      id === 'sign-in' ? named !== undefined : status !== 'pass',
    );
    expect(affected.map(({ id, status, permission: named }) => ({ id, status, named }))).toEqual(
      affected.map(({ id }) => ({ id, status: id === 'sign-in' ? 'unverified' : 'unknown', named: permission })),
    );
    expect(affected.length > 0).toBe(!dispensable.has(match));
    if (affected.some(({ id }) => id !== 'sign-in')) expect(report.verdict).toBe('unknown');
  });

  test('every read denied at once: every row unknown, none failed, none gone', async () => {
    const report = await faulty({ match: '*', kind: 'denied' });
    expect(new Set(Object.values(statuses(report)))).toEqual(new Set(['unknown', 'unverified']));
    expect(report.checks).toHaveLength(checks.length);
  });

  test('what is broken goes before what could not be read, and that before what nobody can see', async () => {
    const sandbox = new Sandbox(loadWorld('after-step-2'));
    sandbox.inject({ match: 'iam:GetRole', kind: 'denied' });
    const report = await reportOn(sandbox);
    // No provider: blocked by it. The role could not be read: unknown. The Role attribute was not given: unverified.
    expect(rowOf(report, 'attribute-mapping')).toMatchObject({ status: 'blocked', blockedBy: ['identity-provider'] });
    const unread = await faulty({ match: 'iam:GetRole', kind: 'denied' }, { relayState: evidence.relayState });
    expect(rowOf(unread, 'attribute-mapping')).toMatchObject({ status: 'unknown', permission: 'iam:GetRole' });
    expect(rowOf(await reportOn('complete'), 'attribute-mapping')).toMatchObject({
      status: 'unverified',
      evidence: 'none',
    });
  });

  test.each(checks.filter(({ outcome }) => !outcome).map((check) => [check.id, check] as const))(
    'asked for alone, what %s waits for is known all the same',
    async (id, check) => {
      const denied = (): Sandbox => {
        const sandbox = new Sandbox(loadWorld('after-step-2'));
        sandbox.inject({ match: 'sso-admin:ListInstances', kind: 'denied' });
        return sandbox;
      };
      const alone = judge([check], accountIn(denied()).aws, settingsFor(evidence), new Date(), checks);
      expect((await alone.report).checks).toEqual([rowOf(await reportOn(denied(), evidence), id)]);
    },
  );

  test('nothing is blocked by what does not fail: itself, a check that passes, one that is not there, or each other', async () => {
    const waitsFor = (id: string, by: string) =>
      defineCheck({
        id,
        step: 7,
        order: 9,
        title: 'Something more',
        why: 'Something more.',
        causes: {},
        needs: {
          missing: defineFact({
            name: 'something missing',
            gather(): never {
              throw new Absent(by, 'There is nothing.');
            },
          }),
        },
        judge: () => pass('Never reached.'),
        byHand: () => ({ text: 'Nothing.' }),
      });
    const strange = [
      waitsFor('one', 'one'),
      waitsFor('two', 'connect-instance'),
      waitsFor('three', 'nobody'),
      waitsFor('four', 'five'),
      waitsFor('five', 'four'),
    ];
    const report = await judge([...checks, ...strange], accountIn('complete').aws, settingsFor(evidence)).report;
    for (const { id } of strange)
      expect(rowOf(report, id)).toMatchObject({
        status: 'unknown',
        message: 'There is nothing; the check that should report it does not fail.',
      });
  });

  const undisturbed = reportOn('complete', evidence);
  test.each<[string, Omit<Fault, 'match'>]>([
    ['throttled twice', { kind: 'throttle', times: 2 }],
    ['answered 500 once', { kind: 'server', times: 1 }],
    ['answered by a load balancer once', { kind: 'html503', times: 1 }],
    ['cut off once', { kind: 'reset', times: 1 }],
  ])('every read %s: the same report', async (_, fault) => {
    const report = await faulty(...operations.map((match) => ({ match, ...fault })));
    expect(timeless(report)).toEqual(timeless(await undisturbed));
  });
});

async function faulty(...given: readonly (Fault | Partial<typeof evidence>)[]): Promise<Report> {
  const faults = given.filter((one): one is Fault => 'match' in one);
  const settings = given.find((one): one is Partial<typeof evidence> => !('match' in one)) ?? evidence;
  const sandbox = new Sandbox(loadWorld('complete'));
  sandbox.inject(...faults);
  return reportOn(sandbox, settings);
}

describe('cost', () => {
  test('a run asks Connect five times at most, Organizations once, and nothing twice', () => {
    const first = complete.map(({ service, operation, region, input }) =>
      JSON.stringify([service, operation, region, input]),
    );
    expect(first.length - new Set(first).size).toBe(0);
    expect(complete.filter(({ service }) => service === 'connect').length).toBeLessThanOrEqual(5);
    expect(complete.filter(({ service }) => service === 'organizations').map(({ operation }) => operation)).toEqual([
      'DescribeOrganization',
    ]);
    expect(complete.filter(({ ok }) => !ok)).toEqual([]);
  });

  test('a run is no deeper than four round trips', async () => {
    expect(await depthOf('complete')).toBeLessThanOrEqual(4);
  });
});

/** Holds every request back until no more come, then lets all of them go: how often that happens is the depth. */
async function depthOf(world: string): Promise<number> {
  const sandbox = new Sandbox({ ...loadWorld(world), pageSize: 1000 });
  let waiting: (() => void)[] = [];
  let rounds = 0;
  const { requestHandler } = sandbox;
  const held = {
    ...requestHandler,
    handle: async (...call: Parameters<typeof requestHandler.handle>) => {
      await new Promise<void>((go) => void waiting.push(go));
      return requestHandler.handle(...call);
    },
  };
  const aws = openAws({ region: 'us-east-1', credentials: async () => defaultCredentials, requestHandler: held });
  const going = { on: true };
  const report = judge(checks, aws, settingsFor(evidence)).report.finally(() => (going.on = false));
  while (going.on) {
    const before = waiting.length;
    await new Promise((resume) => setTimeout(resume, 60));
    if (!going.on || waiting.length === 0 || waiting.length !== before) continue;
    rounds++;
    const released = waiting;
    waiting = [];
    for (const go of released) go();
  }
  expect((await report).verdict).toBe('unverified');
  return rounds;
}
