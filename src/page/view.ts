import type { Status } from '../check.ts';
import type { ClassPage, PageCheck, PageLearner } from './data.ts';

/** Which learners are shown, and how. Everything that is empty lets everyone through. */
export interface View {
  readonly query: string;
  readonly verdict: string;
  /** Made this mistake. */
  readonly code: string;
  /** Does not hold: a check's id. */
  readonly check: string;
  /** Is not through with this step; 0 is any. */
  readonly step: number;
  readonly unmoved: boolean;
  readonly sort: Sort;
}

export type Sort = 'roster' | 'name' | 'least' | 'most';

export const sorts: Readonly<Record<Sort, string>> = {
  roster: 'as in the roster',
  name: 'by name',
  least: 'least far first',
  most: 'furthest first',
};

export const everyone: View = { query: '', verdict: '', code: '', check: '', step: 0, unmoved: false, sort: 'roster' };

export const isFiltered = (view: View): boolean =>
  view.query !== '' || view.verdict !== '' || view.code !== '' || view.check !== '' || view.step !== 0 || view.unmoved;

const holds = (status: Status | undefined): boolean => status === 'pass' || status === 'warn';
export const held = ({ rows }: PageLearner): number => rows.filter((row) => holds(row?.s)).length;
const isOpen = (status: Status | undefined): boolean =>
  status === undefined || status === 'fail' || status === 'blocked' || status === 'unknown';

/** Positions of the learners to show, in order. */
export function select(
  { learners, checks, summary }: Pick<ClassPage, 'learners' | 'checks' | 'summary'>,
  view: View,
): number[] {
  const unmoved = new Set(view.unmoved ? summary.since?.unmoved : []);
  const needle = view.query.trim().toLowerCase();
  const found = learners.flatMap((learner, index) =>
    matches(learner, view, checks, needle) && (!view.unmoved || unmoved.has(learner.name)) ? [index] : [],
  );
  return sorted(found, learners, view.sort);
}

function matches(
  learner: PageLearner,
  { verdict, code, check, step }: View,
  checks: readonly PageCheck[],
  needle: string,
): boolean {
  if (verdict !== '' && learner.verdict !== verdict) return false;
  if (code !== '' && !learner.rows.some((row) => row?.p?.some((problem) => problem.code === code))) return false;
  if (check !== '' && !isOpen(learner.rows[checks.findIndex(({ id }) => id === check)]?.s)) return false;
  if (step !== 0 && !checks.some((each, index) => each.step === step && isOpen(learner.rows[index]?.s))) return false;
  return needle === '' || text(learner).includes(needle);
}

const texts = new WeakMap<PageLearner, string>();

/** What a search looks through; made once for each learner. */
function text(learner: PageLearner): string {
  const known = texts.get(learner);
  if (known !== undefined) return known;
  const parts = [
    learner.name,
    learner.account,
    learner.reason,
    ...learner.rows.flatMap((row) => row?.p?.map(({ code }) => code) ?? []),
  ];
  const made = parts
    .filter((part) => part !== undefined)
    .join('\n')
    .toLowerCase();
  texts.set(learner, made);
  return made;
}

function sorted(found: number[], learners: readonly PageLearner[], sort: Sort): number[] {
  const of = (index: number): PageLearner => learners[index] ?? { name: '', verdict: 'waiting', rows: [] };
  switch (sort) {
    case 'roster':
      return found;
    case 'name': {
      const { compare } = new Intl.Collator(undefined, { numeric: true });
      return found.sort((a, b) => compare(of(a).name, of(b).name) || a - b);
    }
    case 'least':
      return found.sort((a, b) => held(of(a)) - held(of(b)) || a - b);
    case 'most':
      return found.sort((a, b) => held(of(b)) - held(of(a)) || a - b);
  }
}
