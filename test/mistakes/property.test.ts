import { expect, test } from 'vitest';
import { loadWorld, Sandbox } from '../../src/sandbox/index.ts';
import { evidence } from '../account.ts';
import { seed } from '../random.ts';
import { isDecided, loadEntries } from './entries.ts';
import { judgeEntry } from './judge-entry.ts';
import { draw, random } from './random-world.ts';
import { hindrances } from './simulator.ts';

const worlds = Number(process.env['PROPERTY_WORLDS'] ?? 60);

const entries = loadEntries().filter(
  (entry) =>
    isDecided(entry) &&
    entry.base === 'complete' &&
    entry.declared.instance === undefined &&
    entry.declared.metadata === undefined &&
    entry.declared.region === undefined,
);
const base = loadWorld('complete');

test(
  `some check fails exactly where an agent cannot sign in (${worlds} worlds, seed ${seed})`,
  { timeout: 3_000_000 },
  async () => {
    const next = random(seed);
    const disagreements: string[] = [];
    const told = { fail: 0, works: 0, undecided: 0 };
    for (let drawn = 0; drawn < worlds;) {
      const found = draw(base, entries, next);
      if (!found) continue;
      drawn++;
      const report = await judgeEntry(found);
      const { state } = new Sandbox(found.world);
      const { relayState, roleAttribute } = found.declared;
      const now = new Date();
      const reasons = hindrances({
        state,
        region: state.region,
        relayState: relayState ?? evidence.relayState,
        roleAttribute: roleAttribute ?? evidence.roleAttribute,
        now,
      });
      const failed = report.checks
        .filter(({ status }) => status === 'fail')
        .map(({ id, problems }) => `${id} (${problems[0]?.message})`);
      const undecided = failed.length === 0 && report.verdict === 'unknown';
      told[undecided ? 'undecided' : failed.length > 0 ? 'fail' : 'works']++;
      if (!undecided && failed.length > 0 !== reasons.length > 0)
        disagreements.push(
          `world ${drawn}: ${found.of.join(' + ') || 'no entry'}: checks say ${failed.join('; ') || 'nothing'}, the simulator says ${reasons.join('; ') || 'nothing'}`,
        );
    }
    expect(disagreements).toEqual([]);
    expect(told.undecided).toBeLessThanOrEqual(worlds * 0.1);
    expect(Math.min(told.fail, told.works)).toBeGreaterThanOrEqual(worlds * 0.1);
  },
);
