import { useMemo } from 'preact/hooks';
import { printable } from '../text/near.ts';
import type { PageCheck, PageLearner } from './data.ts';
import { type Cell, ROW } from './grid.ts';
import { Icon, Named } from './icons.tsx';
import { statusWords, verdictIcon, verdictWords } from './words.ts';

const focusable = (isActive: boolean) => ({ tabIndex: isActive ? 0 : -1, ...(isActive && { 'data-active': '' }) });

const startsStep = (checks: readonly PageCheck[], index: number): boolean =>
  checks[index]?.step !== checks[index - 1]?.step;

/** The steps, then a column for each check. */
export function Header({
  checks,
  filter,
  here,
  click,
}: {
  readonly checks: readonly PageCheck[];
  readonly filter: string;
  readonly here: Cell;
  click(cell: Cell): void;
}) {
  const steps = [...new Set(checks.map(({ step }) => step))];
  return (
    <thead>
      <tr class="bands" role="presentation">
        <td role="presentation" />
        {steps.map((step) => (
          <td
            key={step}
            role="presentation"
            class="start"
            colSpan={checks.filter((check) => check.step === step).length}
          >
            <span aria-hidden="true">{step}</span>
          </td>
        ))}
      </tr>
      <tr aria-rowindex={1}>
        <th
          scope="col"
          aria-colindex={1}
          role="columnheader"
          class="corner"
          {...focusable(here.row === 0 && here.column === 0)}
        >
          Learner
        </th>
        {checks.map(({ id, title, step }, index) => (
          <th
            key={id}
            scope="col"
            role="columnheader"
            aria-colindex={index + 2}
            class={`${startsStep(checks, index) ? 'start' : ''} ${filter === id ? 'chosen' : ''}`}
            title={`Step ${step}: ${title}. Enter or click: only learners for whom it does not hold.`}
            onClick={() => click({ row: 0, column: index + 1 })}
            {...focusable(here.row === 0 && here.column === index + 1)}
          >
            <span class="turned">{id}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly learner: PageLearner;
  readonly checks: readonly PageCheck[];
  readonly row: number;
  /** The column of the active cell, if it is in this row. */
  readonly column: number;
  readonly isChanged: boolean;
  readonly isOpened: boolean;
  click(cell: Cell): void;
}

/** One learner: a cell for each check, or why there is none. */
export function Row(props: RowProps) {
  const { learner, checks, row, column, isChanged, isOpened, click } = props;
  return useMemo(() => drawRow(props), [learner, checks, row, column, isChanged, isOpened, click]);
}

const drawRow = ({ learner, checks, row, column, isChanged, isOpened, click }: RowProps) => {
  const name = printable(learner.name);
  return (
    <tr aria-rowindex={row + 1} class={isChanged ? 'changed' : ''} {...(isOpened && { 'aria-current': 'true' })}>
      <th
        scope="row"
        role="rowheader"
        aria-colindex={1}
        title={name}
        onClick={() => click({ row, column: 0 })}
        {...focusable(column === 0)}
      >
        <span class={`mark ${learner.verdict}`}>
          <Icon of={verdictIcon(learner.verdict)} label={verdictWords[learner.verdict]} />
        </span>
        <span class="name">
          <Named text={name} />
        </span>
      </th>
      {learner.rows.length === 0 ? (
        <td
          colSpan={checks.length}
          role="gridcell"
          aria-colindex={2}
          class="why"
          onClick={() => click({ row, column: 1 })}
          {...focusable(column > 0)}
        >
          {learner.verdict === 'waiting' ? 'not yet looked at' : printable(learner.reason ?? '')}
        </td>
      ) : (
        checks.map(({ id }, index) => {
          const cell = learner.rows[index];
          const status = cell?.s ?? 'unknown';
          return (
            <td
              key={id}
              role="gridcell"
              aria-colindex={index + 2}
              class={`${status}${startsStep(checks, index) ? ' start' : ''}`}
              title={`${id}: ${printable(cell?.m ?? 'not in this report')}`}
              onClick={() => click({ row, column: index + 1 })}
              {...focusable(column === index + 1)}
            >
              <Icon of={status} label={statusWords[status]} />
            </td>
          );
        })
      )}
    </tr>
  );
};

/** Rows that are not drawn, as high as they would be. */
export const Gap = ({ rows, columns }: { readonly rows: number; readonly columns: number }) => (
  <tr role="presentation" class="gap" style={{ height: `${rows * ROW}px` }}>
    <td role="presentation" colSpan={columns} />
  </tr>
);
