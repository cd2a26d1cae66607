import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Access, openAws } from '../../src/aws/access.ts';
import type { Settings } from '../../src/fact.ts';
import { journalsOf, readJournal, Writer } from '../../src/fix/journal.ts';
import type { Head } from '../../src/fix/journal-lines.ts';
import type { Pace } from '../../src/fix/pace.ts';
import type { Bench } from '../../src/fix/perform.ts';
import { recover } from '../../src/fix/recover.ts';
import { type Desk, type Ended, type Finished, fixRounds } from '../../src/fix/rounds.ts';
import type { Plan, Step } from '../../src/fix/plan.ts';
import { reversalsOf, reverse, type Reversed } from '../../src/fix/undo.ts';
import { judge } from '../../src/judge.ts';
import { loadChecks } from '../../src/registry.ts';
import { defaultCredentials, type Sandbox, type State } from '../../src/sandbox/index.ts';
import { settingsFor } from '../account.ts';

const allChecks = await loadChecks();

export const folder = (): string => mkdtempSync(join(tmpdir(), 'companion-fix-'));

/** Time that passes only when it is waited for. */
export function quickPace(): Pace & { readonly waited: string[] } {
  let now = Date.parse('2026-11-24T09:00:00Z');
  const waited: string[] = [];
  return {
    waited,
    now: () => now,
    stopped: () => false,
    sleep: async (ms, what = 'somebody') => {
      waited.push(what);
      now += ms;
    },
    backOff: (n) => 250 * 2 ** n,
    settleFor: 60_000,
    doubtFor: 6_000,
  };
}

export interface Wanted {
  readonly folder?: string;
  readonly settings?: Partial<Settings>;
  readonly agree?: (step: Step) => boolean;
  readonly ids?: readonly string[];
  readonly pace?: Pace;
  readonly access?: Partial<Access>;
  readonly waitFor?: number;
  readonly onWaiting?: () => void;
  /** Called before each line of the journal: a throw is the end of the process. */
  readonly beforeLine?: () => void;
}

export interface Worked extends Finished {
  readonly folder: string;
  readonly plans: readonly Plan[];
  readonly shown: readonly Ended[];
}

const headOf = ({ state }: Sandbox): Head => ({
  account: state.caller.account,
  partition: state.region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws',
  region: state.region,
});

export function benchFor(
  sandbox: Sandbox,
  writer: Bench['writer'],
  { pace = quickPace(), access = {} }: Wanted = {},
): Bench {
  const way: Access = {
    region: sandbox.state.region,
    credentials: async () => defaultCredentials,
    requestHandler: sandbox.requestHandler,
    ...access,
  };
  return { head: headOf(sandbox), aws: openAws(way), sender: openAws({ ...way, attempts: 1 }), pace, writer };
}

/** What `companion fix` does with a world, everything agreed to unless said otherwise. */
export async function fixing(sandbox: Sandbox, wanted: Wanted = {}): Promise<Worked> {
  const where = wanted.folder ?? folder();
  let writer: Writer | undefined;
  const open = async (): Promise<Writer> =>
    (writer ??= await Writer.create(where, headOf(sandbox), sandbox.state.caller.arn, new Date()));
  const bench = benchFor(
    sandbox,
    {
      intend: async (intent) => {
        wanted.beforeLine?.();
        return (await open()).intend(intent);
      },
      outcome: async (outcome) => {
        wanted.beforeLine?.();
        return (await open()).outcome(outcome);
      },
    },
    wanted,
  );
  await recover(await journalsOf(where, bench.head.account), bench);
  const plans: Plan[] = [];
  const shown: Ended[] = [];
  const desk: Desk = {
    inspect: async () => undefined,
    show: async (plan) => void plans.push(plan),
    decide: async (step) => wanted.agree?.(step) ?? true,
    applying: async () => undefined,
    ended: async (ended) => void shown.push(ended),
    waiting: async () => wanted.onWaiting?.(),
  };
  const checks = wanted.ids ? allChecks.filter(({ id }) => wanted.ids?.includes(id)) : allChecks;
  const settings = settingsFor({ region: sandbox.state.region, ...wanted.settings });
  try {
    const finished = await fixRounds({
      judge: () => judge(checks, bench.aws, settings).report,
      bench,
      desk,
      waitFor: wanted.waitFor ?? 0,
    });
    return { ...finished, folder: where, plans, shown };
  } finally {
    await writer?.close();
  }
}

/** What `companion undo` does with the newest journal, everything agreed to. */
export async function undoing(sandbox: Sandbox, where: string, wanted: Wanted = {}): Promise<Reversed[]> {
  const account = headOf(sandbox).account;
  const probe = benchFor(sandbox, { intend: async () => 0, outcome: async () => undefined }, wanted);
  await recover(await journalsOf(where, account), probe);
  const [newest] = await journalsOf(where, account);
  if (!newest) return [];
  const journal = await readJournal(newest.path);
  const writer = await Writer.reopen(journal);
  const done: Reversed[] = [];
  try {
    for (const { entries } of reversalsOf(journal))
      for (const entry of entries) done.push(await reverse(entry, journal, { ...probe, writer }));
    return done;
  } finally {
    await writer.close();
  }
}

/** The sets in a world have no order, and what AWS dates or counts anew is not what a person means by the same. */
export function comparable(state: State): unknown {
  return sorted(JSON.parse(JSON.stringify(state)) as unknown);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
