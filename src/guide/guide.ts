import type { AnyCheck, Status } from '../check.ts';
import type { Run } from '../engine.ts';
import type { Settings } from '../fact.ts';
import type { Report, ReportRow } from '../report/model.ts';
import { type GuideStep, stepOf, type ValueName } from './steps.ts';
import { type AccountValues, accountValues, lacking } from './values.ts';

/** A field of the sheet: the value to paste, or why it is not known yet. */
export interface FilledField {
  readonly label: string;
  readonly value?: string;
  readonly missing?: string;
}

/** One step of the sheet, about this account. */
export interface SheetStep {
  readonly id: string;
  readonly step: number;
  readonly title: string;
  readonly status: Status;
  /** `pass` and `warn` are done. */
  readonly done: boolean;
  /** What was found, one sentence. */
  readonly found: string;
  /** Why it is done at all. */
  readonly why: string;
  readonly screen?: string;
  readonly workshop?: string;
  readonly url?: string;
  readonly actions: readonly string[];
  readonly fields: readonly FilledField[];
  /** What to do about what is wrong right now, where that is more than the step itself. */
  readonly putRight?: string;
}

/** The whole module as a sheet for one account: plain data, drawn by `list.ts`, `markdown.ts` and `html.ts`. */
export interface Sheet {
  readonly target: Report['target'];
  readonly steps: readonly SheetStep[];
  /** The id of the first step that is not done; absent when all are. */
  readonly next?: string;
}

export interface GuideInput {
  readonly checks: readonly AnyCheck[];
  readonly report: Report;
  readonly run: Run;
  readonly settings: Settings;
}

export async function makeSheet({ checks, report, run, settings }: GuideInput): Promise<Sheet> {
  const account = await accountValues(run, settings);
  const steps = await Promise.all(
    report.checks.map(async (row) => {
      const check = checks.find(({ id }) => id === row.id);
      return sheetStep(row, check?.why ?? '', stepOf(row.id), account, check && (await run.byHand(check)));
    }),
  );
  const next = nextStep(report)?.id;
  return { target: report.target, steps, ...(next !== undefined && { next }) };
}

/** The first step to work on: what is broken, then what cannot be looked at; evidence that nobody gave comes last. */
export const nextStep = ({ checks }: Pick<Report, 'checks'>): ReportRow | undefined =>
  (['fail', 'blocked', 'unknown', 'unverified'] as const)
    .map((status) => checks.find((row) => row.status === status))
    .find((row) => row !== undefined);

export const isDone = (status: Status): boolean => status === 'pass' || status === 'warn';

function sheetStep(
  row: ReportRow,
  why: string,
  step: GuideStep | undefined,
  account: AccountValues,
  own: ReportRow['byHand'],
): SheetStep {
  const byHand = row.byHand ?? own;
  const url = step ? account.pages[step.page] : byHand?.url;
  // Where the thing is simply not there yet, the step itself says what to do.
  const wrong =
    row.status !== 'unverified' &&
    !isDone(row.status) &&
    row.byHand &&
    step &&
    !row.problems[0]?.code.endsWith('/missing');
  return {
    id: row.id,
    step: row.step,
    title: row.title,
    status: row.status,
    done: isDone(row.status),
    found: row.message,
    why,
    ...(step && { screen: fill(step.screen, account), workshop: step.workshop }),
    ...(url && { url }),
    actions: step ? step.actions.map((action) => fill(action, account)) : byHand ? [byHand.text] : [],
    fields: step
      ? step.fields.map(({ label, value }) => filled(label, value, account))
      : byHand?.value === undefined
        ? []
        : [{ label: 'Value', value: byHand.value }],
    ...(wrong && row.byHand && { putRight: row.byHand.text }),
  };
}

export function filled(label: string, name: ValueName, { values, unknowable }: AccountValues): FilledField {
  const value = values[name];
  return value === undefined ? { label, missing: unknowable?.[name] ?? notYet(name) } : { label, value };
}

const notYet = (name: ValueName): string => {
  const [what = name, check] = lacking[name] ?? [];
  return name === 'email'
    ? `${what}: use one whose mail you can read`
    : `${what} is known as soon as ${check ?? 'an earlier step'} holds`;
};

/** A sentence with its `{names}` replaced by this account's values; what is not known is described, never left open. */
export const fill = (text: string, { values }: AccountValues): string =>
  text.replace(/(?<!\$)\{(\w+)\}/g, (_, name: ValueName) => values[name] ?? lacking[name]?.[0] ?? name);
