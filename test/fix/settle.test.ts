import { expect, test } from 'vitest';
import { journalsOf } from '../../src/fix/journal.ts';
import { reversalsOf, seenSince } from '../../src/fix/undo.ts';
import { loadWorld, mergeWorld, Sandbox } from '../../src/sandbox/index.ts';
import { consoleOnly, withMetadata } from './journey.ts';
import { benchFor, fixing, quickPace, undoing, comparable } from './workbench.ts';

const broken = () => loadWorld('trust-wrong-provider');

test('AWS that takes a while is waited for, and the wait is told', async () => {
  const sandbox = new Sandbox(mergeWorld(broken(), { lag: { calls: 40 } }));
  const pace = quickPace();
  const { ended } = await fixing(sandbox, { pace });
  expect(ended.map(({ ending }) => ending)).toEqual(['verified']);
  expect(pace.waited.some((what) => what.startsWith('AWS to show'))).toBe(true);
});

test('what does not show in time is applied, not yet visible; never verified', async () => {
  const sandbox = new Sandbox(mergeWorld(broken(), { lag: { calls: 100_000 } }));
  const { ended, folder } = await fixing(sandbox);
  expect(ended.map(({ ending }) => ending)).toEqual(['not yet visible']);
  expect(sandbox.log.filter(({ operation }) => operation === 'UpdateAssumeRolePolicy')).toHaveLength(1);
  // It may show yet: an undo right away says neither that nothing was done nor that it is taken back.
  expect((await undoing(sandbox, folder)).map(({ result }) => result)).toEqual(['not visible']);
  // Its own effect was never seen, and is what is there by now: it can be taken back.
  const { lag: _, ...settled } = sandbox.snapshot();
  const later = new Sandbox(settled);
  expect((await undoing(later, folder)).map(({ result }) => result)).toEqual(['taken back']);
  expect(comparable(later.snapshot())).toMatchObject({
    accounts: (comparable(new Sandbox(broken()).snapshot()) as { accounts: object }).accounts,
  });
});

test('what was made and did not show has no id yet: the call that takes it back is told once it has', async () => {
  const sandbox = new Sandbox(mergeWorld(consoleOnly(), { lag: { calls: 100_000 } }));
  const { folder } = await fixing(sandbox, { ids: ['agents-group'] });
  const [journal] = await journalsOf(folder, '111122223333');
  if (!journal) throw new Error('no journal');
  const planned = async (where: Sandbox) => {
    const bench = benchFor(where, { intend: async () => 0, outcome: async () => undefined });
    return reversalsOf(await seenSince(journal, bench)).map(({ calls, unseen }) => [calls, unseen]);
  };
  expect(await planned(sandbox)).toEqual([[[], true]]);
  const { lag: _, ...settled } = sandbox.snapshot();
  const call = { service: 'identitystore', operation: 'DeleteGroup', input: { GroupId: expect.any(String) } };
  expect(await planned(new Sandbox(settled))).toMatchObject([[[call], false]]);
});

test('a whole journey under lag makes each thing once', async () => {
  const sandbox = new Sandbox(mergeWorld(consoleOnly(), { lag: { calls: 15 } }));
  const { report } = await fixing(sandbox, { settings: withMetadata(sandbox) });
  expect(report.checks.filter(({ status }) => status === 'fail' || status === 'blocked')).toEqual([]);
  expect(sandbox.log.filter(({ operation, ok }) => ok && operation.startsWith('Create')).length).toBe(7);
});

test('a fix that does not help is still failing, and is not tried again', async () => {
  const sandbox = new Sandbox(broken());
  const trust = () => sandbox.state.accounts['111122223333']?.iam.roles['Connect-SSO'];
  const was = trust()?.trust ?? '';
  let spoilt = false;
  const { ended } = await fixing(sandbox, {
    pace: { ...quickPace(), settleFor: 0, doubtFor: 0 },
    access: {
      // Somebody else puts it back the moment it is done.
      onCall: (_, operation) => {
        const role = trust();
        if (operation === 'ListInstances' && role && role.trust !== was && !spoilt) {
          spoilt = true;
          role.trust = was;
        }
      },
    },
  });
  expect(ended.map(({ ending }) => ending)).toEqual(['still failing']);
});

test('what somebody changed after the plan was shown is not touched', async () => {
  const sandbox = new Sandbox(broken());
  const { ended } = await fixing(sandbox, {
    agree: () => {
      const role = sandbox.state.accounts['111122223333']?.iam.roles['Connect-SSO'];
      if (role) role.trust = role.trust.replace('"Version":', '"Id":"x","Version":');
      return true;
    },
  });
  expect(ended[0]?.ending).toBe('changed meanwhile');
});

test('steps by hand are waited for: from nothing to a sign-in that works', async () => {
  const sandbox = new Sandbox(loadWorld('empty'));
  const goal = new Sandbox(consoleOnly()).snapshot();
  const account = '111122223333';
  /** What only the console can do, one after the other. */
  const byHand = [
    () => {
      const [id = '', center] = Object.entries(goal.identityCenter)[0] ?? [];
      if (center) sandbox.state.identityCenter[id] = { ...center, applications: {}, ownerAccountId: account };
      const [mine, theirs] = [sandbox.state.accounts[account], goal.accounts[account]];
      if (mine && theirs) mine.connect = theirs.connect;
    },
    () => {
      const [center, wanted] = [Object.values(sandbox.state.identityCenter)[0], Object.values(goal.identityCenter)[0]];
      if (center && wanted) center.applications = wanted.applications;
    },
  ];
  let told = 0;
  const { report, ended } = await fixing(sandbox, {
    settings: withMetadata(new Sandbox(consoleOnly())),
    waitFor: 600_000,
    onWaiting: () => {
      // A person takes more than a minute for each.
      if (++told % 15 === 0) byHand.shift()?.();
    },
  });
  expect(ended.filter(({ ending }) => ending !== 'verified')).toEqual([]);
  expect(report.checks.filter(({ status }) => status === 'fail' || status === 'blocked').map(({ id }) => id)).toEqual(
    [],
  );
  expect(told).toBe(30);
});

test('waiting has an end', async () => {
  const sandbox = new Sandbox(loadWorld('after-step-1'));
  const pace = quickPace();
  let looks = 0;
  const { report } = await fixing(sandbox, { pace, waitFor: 30_000, onWaiting: () => looks++ });
  expect(report.checks.some(({ status }) => status === 'fail')).toBe(true);
  expect(looks).toBe(6);
});
