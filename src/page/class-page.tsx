import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ClassPage } from './data.ts';
import { Drawer } from './drawer.tsx';
import { type Feed, useFeed } from './feed.ts';
import { LiveState } from './live-state.tsx';
import { Matrix } from './matrix.tsx';
import { Funnel, Misconceptions, Standing } from './overview.tsx';
import { usePrinting } from './printing.ts';
import { ThemeButton } from './theme.tsx';
import { Toolbar } from './toolbar.tsx';
import { everyone, select, type View } from './view.ts';
import { moment, plural } from './words.ts';

interface Opened {
  readonly position: number;
  readonly check: string | undefined;
}

/** The instructor's page. */
export function Class({ page, feed }: { readonly page: ClassPage; readonly feed: Feed | undefined }) {
  const { learners, summary, changed, state } = useFeed(page, feed);
  const [view, setView] = useState<View>(everyone);
  const [opened, setOpened] = useState<Opened>();
  const before = useRef<HTMLElement | undefined>(undefined);
  const isPrinting = usePrinting();
  const shown = useMemo(() => select({ learners, checks: page.checks, summary }, view), [learners, summary, view]);
  const titles = useMemo(() => new Map(summary.steps.map(({ step, title }) => [step, title])), [summary.steps]);
  const change = (part: Partial<View>): void => setView((now) => ({ ...now, ...part }));

  const open = (position: number, check: string | undefined): void => {
    if (!opened && document.activeElement instanceof HTMLElement) before.current = document.activeElement;
    setOpened({ position, check });
  };
  const close = (): void => {
    setOpened(undefined);
    const active = document.querySelector<HTMLElement>('.matrix [data-active]');
    (before.current?.isConnected ? before.current : active)?.focus();
  };
  const go = (by: -1 | 1): void => {
    const next = opened && shown[shown.indexOf(opened.position) + by];
    if (next !== undefined) setOpened({ position: next, check: opened?.check });
  };
  useShortcuts(opened ? close : undefined);
  const learner = opened && learners[opened.position];
  const unmoved = summary.since?.unmoved ?? [];

  return (
    <div class={opened ? 'app with-drawer' : 'app'}>
      <header class="top">
        <div>
          <h1>Amazon Connect sign-in</h1>
          <p>
            {plural(summary.counts.planned, 'learner')}, {summary.counts.reached} reached ·{' '}
            <time dateTime={page.startedAt}>{moment(page.startedAt)}</time>
          </p>
        </div>
        <div class="right">
          {state && <LiveState state={state} />}
          <ThemeButton />
        </div>
      </header>
      <main>
        <div class="overview">
          <Standing summary={summary} view={view} change={change} />
          <Funnel summary={summary} view={view} change={change} />
          <Misconceptions summary={summary} view={view} change={change} isPrinting={isPrinting} />
        </div>
        <section class="panel learners" aria-labelledby="learners">
          <Toolbar view={view} change={change} checks={page.checks} shown={shown.length} all={learners.length} />
          <Matrix
            learners={learners}
            shown={shown}
            checks={page.checks}
            filter={view.check}
            isPrinting={isPrinting}
            changed={changed}
            opened={opened?.position}
            open={open}
            filterBy={(check) => change({ check: view.check === check ? '' : check })}
          />
          {shown.length === 0 && (
            <p class="quiet none">
              Nobody matches.{' '}
              <button type="button" onClick={() => setView(everyone)}>
                Show everyone
              </button>
            </p>
          )}
        </section>
      </main>
      {learner && (
        <Drawer
          learner={learner}
          checks={page.checks}
          titles={titles}
          check={opened.check}
          isUnmoved={unmoved.includes(learner.name)}
          close={close}
          go={go}
        />
      )}
    </div>
  );
}

/** `/` goes to the search, Escape closes what is open, wherever the focus is. */
function useShortcuts(close: (() => void) | undefined): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('#search')?.focus();
      } else if (event.key === 'Escape' && close && !event.defaultPrevented && !isTyping) close();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [close]);
}
