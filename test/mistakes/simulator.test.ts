import { expect, test } from 'vitest';
import { Sandbox } from '../../src/sandbox/index.ts';
import { evidence } from '../account.ts';
import { isDecided, loadEntries } from './entries.ts';
import { hindrances } from './simulator.ts';

const entries = loadEntries().filter(isDecided);

test('the simulator, which knows no checks, finds the sign-in broken in each mistake and whole in each harmless variant', () => {
  const wrong = entries.flatMap((entry) => {
    const { state } = new Sandbox(entry.world);
    const { region = state.region, relayState, roleAttribute, instance } = entry.declared;
    const found = hindrances({
      state,
      region,
      relayState: relayState ?? evidence.relayState,
      roleAttribute: roleAttribute ?? evidence.roleAttribute,
      ...(instance !== undefined && { instance }),
      now: new Date(),
    });
    const fails = Object.values(entry.expect).some(({ status }) => status === 'fail');
    return fails === found.length > 0 ? [] : [`${entry.id}: ${fails ? 'nothing stands in the way' : found.join('; ')}`];
  });
  expect(wrong).toEqual([]);
});
