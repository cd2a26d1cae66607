import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PageCheck, PageLearner } from './data.ts';
import { clamp, type Cell, destination, reveal, ROW } from './grid.ts';
import { Gap, Header, Row } from './matrix-rows.tsx';

/** Below this many rows all are drawn: the browser's own search and a screen reader see every one. */
const WINDOW = 300;
const AROUND = 12;
/** While it scrolls, it is drawn again only every few rows. */
const step = (top: number): number => top - (top % (4 * ROW));

interface Props {
  readonly learners: readonly PageLearner[];
  /** Positions to show, in order. */
  readonly shown: readonly number[];
  readonly checks: readonly PageCheck[];
  readonly filter: string;
  /** Everything is drawn, for paper. */
  readonly isPrinting: boolean;
  readonly changed: ReadonlySet<number>;
  /** Who is in the drawer. */
  readonly opened: number | undefined;
  open(position: number, check: string | undefined): void;
  filterBy(check: string): void;
}

/** Learners × checks. One cell is in the tab order; arrows move, Enter opens. */
export function Matrix(props: Props) {
  const { learners, shown, checks, isPrinting } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // Keys may come faster than the page is drawn: where the next one starts from is known at once.
  const active = useRef<Cell>({ row: 0, column: 0 });
  const [isMoving, setMoving] = useState(0);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(720);
  const isWindowed = shown.length > WINDOW && !isPrinting;
  const from = isWindowed ? Math.max(0, Math.floor(top / ROW) - AROUND) : 0;
  const to = isWindowed ? Math.min(shown.length, Math.ceil((top + height) / ROW) + AROUND) : shown.length;
  const last = { row: shown.length, column: checks.length };
  const within = ({ row, column }: Cell): Cell => ({ row: clamp(row, last.row), column: clamp(column, last.column) });
  const wanted = within(active.current);
  // One cell has to be in the tab order, though the reader has scrolled away from the active one.
  const isDrawn = wanted.row === 0 || (wanted.row > from && wanted.row <= to);
  const here = isDrawn ? wanted : { row: from + 1, column: wanted.column };

  useLayoutEffect(() => {
    if (scroller.current) setHeight(scroller.current.clientHeight);
  }, [shown.length]);

  // The cell may have to be drawn before it can have the focus.
  useLayoutEffect(() => {
    if (isMoving > 0) scroller.current?.querySelector<HTMLElement>('[data-active]')?.focus({ preventScroll: false });
  }, [isMoving]);

  const move = (cell: Cell): void => {
    const next = within(cell);
    if (isWindowed && scroller.current) setTop(step(reveal(scroller.current, next.row)));
    active.current = next;
    setMoving((count) => count + 1);
  };

  const enter = ({ row, column }: Cell): void => {
    const check = checks[column - 1]?.id;
    const position = shown[row - 1];
    if (row === 0) return check === undefined ? undefined : props.filterBy(check);
    if (position !== undefined) props.open(position, check);
  };

  const press = (event: KeyboardEvent): void => {
    const start = isDrawn ? within(active.current) : here;
    const target = destination(event, start, last, Math.max(1, Math.floor(height / ROW) - 3));
    if (target) move(target);
    else if (event.key === 'Enter' || event.key === ' ') enter(start);
    else return;
    event.preventDefault();
  };

  // The same function for every row and every time: rows that are as they were are not drawn again.
  const entering = useRef(enter);
  entering.current = enter;
  const click = useCallback((cell: Cell): void => {
    active.current = cell;
    entering.current(cell);
  }, []);

  return (
    <div
      class="scroller"
      ref={scroller}
      onScroll={(event) => isWindowed && setTop(step(event.currentTarget.scrollTop))}
    >
      <table
        role="grid"
        class={isWindowed ? 'matrix windowed' : 'matrix'}
        aria-label="Learners and checks"
        aria-rowcount={shown.length + 1}
        aria-colcount={checks.length + 1}
        onKeyDown={press}
      >
        <colgroup>
          <col class="of-names" />
          <col span={checks.length} />
        </colgroup>
        <Header checks={checks} filter={props.filter} here={here} click={click} />
        <tbody>
          {from > 0 && <Gap rows={from} columns={checks.length + 1} />}
          {shown.slice(from, to).map((position, index) => {
            const learner = learners[position];
            const row = from + index + 1;
            return (
              learner && (
                <Row
                  key={position}
                  learner={learner}
                  checks={checks}
                  row={row}
                  column={here.row === row ? here.column : -1}
                  isChanged={props.changed.has(position)}
                  isOpened={props.opened === position}
                  click={click}
                />
              )
            );
          })}
          {to < shown.length && <Gap rows={shown.length - to} columns={checks.length + 1} />}
        </tbody>
      </table>
    </div>
  );
}
