import { useEffect, useRef } from 'preact/hooks';
import { printable } from '../text/near.ts';
import type { PageCheck, PageLearner } from './data.ts';
import { Icon, Named } from './icons.tsx';
import { Steps } from './rows.tsx';
import { held } from './view.ts';
import { verdictIcon, verdictWords } from './words.ts';

interface Props {
  readonly learner: PageLearner;
  readonly checks: readonly PageCheck[];
  readonly titles: ReadonlyMap<number, string>;
  /** The check to show first. */
  readonly check: string | undefined;
  readonly isUnmoved: boolean;
  close(): void;
  /** The learner before (-1) or after (1) in the list. */
  go(by: -1 | 1): void;
}

/** One learner: what is wrong, and what to do. Escape closes it; the focus goes back to where it came from. */
export function Drawer({ learner, checks, titles, check, isUnmoved, close, go }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), [learner.name]);
  useEffect(() => {
    const target =
      check === undefined ? body.current?.querySelector('.row.fail') : document.getElementById(`check-${check}`);
    if (body.current) body.current.scrollTop = target instanceof HTMLElement ? Math.max(0, target.offsetTop - 48) : 0;
    target?.classList.add('spot');
    return () => target?.classList.remove('spot');
  }, [learner.name, check]);
  return (
    <div
      class="drawer"
      role="dialog"
      aria-labelledby="drawer-name"
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <header>
        <div>
          <h2 id="drawer-name" tabIndex={-1} ref={heading}>
            <Named text={printable(learner.name)} />
          </h2>
          <p class="about">
            <span class={`pill ${learner.verdict}`}>
              <Icon of={verdictIcon(learner.verdict)} /> {verdictWords[learner.verdict]}
            </span>
            {learner.rows.length > 0 && (
              <span>
                {held(learner)} of {checks.length} checks hold
              </span>
            )}
            {learner.account !== undefined && <span class="account">account {learner.account}</span>}
            {isUnmoved && <span class="unmoved">not moved since the last report</span>}
          </p>
        </div>
        <div class="buttons">
          <button type="button" onClick={() => go(-1)} aria-label="The learner before" title="The learner before">
            ↑
          </button>
          <button type="button" onClick={() => go(1)} aria-label="The next learner" title="The next learner">
            ↓
          </button>
          <button type="button" onClick={close} aria-label="Close" title="Close (Escape)">
            ✕
          </button>
        </div>
      </header>
      <div class="body" ref={body} tabIndex={0} role="region" aria-label="Checks of this learner">
        {learner.reason !== undefined && <p class="reason">{printable(learner.reason)}</p>}
        {learner.verdict === 'waiting' && <p class="reason">This account has not been looked at yet.</p>}
        {learner.rows.length > 0 && <Steps learner={learner} checks={checks} titles={titles} />}
      </div>
    </div>
  );
}
