import { describe, expect, test } from 'vitest';
import { Sandbox } from '../../src/sandbox/index.ts';
import { captureOf } from '../mistakes/capture.ts';
import { loadEntries } from '../mistakes/entries.ts';
import { settingsOf } from '../mistakes/judge-entry.ts';
import { comparable, fixing, undoing } from './workbench.ts';

/**
 * Worlds that the embedded AWS was given and that AWS would not take back: documents that IAM refuses to store, an
 * application that starts at no address, an agent without a routing profile.
 */
const unheardOf = [
  'role-trust/effect-lower-case',
  'role-trust/no-principal',
  'role-trust/not-json',
  'application-added/start-url-without-address',
  'connect-user/no-profile',
];
/** A group's id assigned as if it were a user's: AWS has no such thing. */
const entries = loadEntries().filter(({ id }) => id !== 'group-assignment/group-id-as-user');
/** What comes back only as something new, so that these fixes are choices. */
const forGood = new Set(['UpdateUserRoutingProfile', 'DeleteUser', 'DeletePolicyVersion', 'EnableAllFeatures']);

describe.each(entries.map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
  test('every fix that is offered works, is done once, and comes back', async () => {
    const sandbox = new Sandbox(entry.world);
    const settings = {
      ...settingsOf(entry.declared, sandbox),
      ...(entry.capture && { capture: captureOf(entry.capture) }),
    };
    const before = comparable(sandbox.snapshot());
    const first = await fixing(sandbox, { settings });
    const bad = first.ended
      .filter(({ ending }) => ending !== 'verified')
      .map(({ step, ending, detail }) => `${step.title}: ${ending} ${detail ?? ''}`);
    expect(bad).toEqual([]);
    const after = comparable(sandbox.snapshot());
    if (first.ended.length === 0) return expect(after).toEqual(before);
    const writes = sandbox.log.length;
    const second = await fixing(sandbox, { settings, folder: first.folder });
    expect(second.ended.map(({ step }) => step.title)).toEqual([]);
    expect(
      sandbox.log
        .slice(writes)
        .filter(({ operation }) => !/^(Get|List|Describe|Search|Simulate|Lookup)/.test(operation)),
    ).toEqual([]);
    const undone = await undoing(sandbox, first.folder);
    const kept = undone.filter(({ result }) => result !== 'taken back');
    const inexact = first.ended.filter(({ step }) => step.calls.some(({ call }) => forGood.has(call.operation)));
    expect(inexact.every(({ step }) => step.choice)).toBe(true);
    if (inexact.length > 0 || unheardOf.includes(entry.id)) return undefined;
    expect(kept).toEqual([]);
    expect(comparable(sandbox.snapshot())).toEqual(before);
    expect(await undoing(sandbox, first.folder)).toEqual([]);
    return undefined;
  });
});
