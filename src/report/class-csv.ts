import type { ClassView } from './class-model.ts';
import type { ClassOptions } from './class-reporter.ts';
import { cell } from './csv.ts';
import type { Learner, ReportRow } from './model.ts';

type Cells = readonly (readonly [column: string, value: string])[];

const fixed = (entry: Learner): Cells => [
  ['learner', entry.learner],
  ['account', entry.accountId ?? ''],
  ['verdict', entry.verdict],
  ['reached', entry.reached ? 'yes' : 'no'],
  ['reason', entry.reason ?? ''],
  ['first_problem', entry.firstProblem?.code ?? ''],
];

/** One line a learner, one column a check; then what is wrong, to filter by. */
export async function* classCsv(
  { learners, summary }: ClassView,
  { checks }: Pick<ClassOptions, 'checks'>,
): AsyncGenerator<string> {
  const ids = checks.map(({ id }) => id);
  const last: readonly string[] = ['problems', 'message'];
  yield line([
    ...fixed({ learner: '', verdict: 'pass', reached: true }).map(([column]) => column),
    ...ids,
    ...last,
    ...(summary.since ? ['moved'] : []),
  ]);
  const unmoved = new Set(summary.since?.unmoved);
  for await (const entry of learners()) {
    const rows = entry.report?.checks ?? [];
    const status = new Map(rows.map((row) => [row.id, row.status]));
    yield line([
      ...fixed(entry).map(([, value]) => value),
      ...ids.map((id) => status.get(id) ?? ''),
      codes(rows),
      rows.find((row) => row.status === 'fail')?.message ?? '',
      ...(summary.since ? [unmoved.has(entry.learner) ? 'no' : ''] : []),
    ]);
  }
}

const codes = (rows: readonly ReportRow[]): string =>
  [...new Set(rows.flatMap(({ problems }) => problems.map(({ code }) => code)))].join(' ');
const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;
