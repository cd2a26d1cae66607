import { useState } from 'preact/hooks';
import { printable } from '../text/near.ts';
import type { PageSummary } from './data.ts';
import { Icon } from './icons.tsx';
import type { View } from './view.ts';
import { moment, plural, verdictWords } from './words.ts';

interface Props {
  readonly summary: PageSummary;
  readonly view: View;
  change(view: Partial<View>): void;
}

const verdicts = ['pass', 'fail', 'unverified', 'unknown'] as const;

/** How far the class is, in one look. */
export function Standing({ summary: { counts, since }, view, change }: Props) {
  return (
    <section class="panel standing" aria-labelledby="standing">
      <h2 id="standing">The class</h2>
      <p class="big">
        <strong>{counts.pass + counts.unverified}</strong> of {counts.planned} with nothing broken
      </p>
      <div class="chips">
        {verdicts.map((verdict) => (
          <button
            key={verdict}
            type="button"
            class={`chip ${verdict}`}
            aria-pressed={view.verdict === verdict}
            disabled={counts[verdict] === 0 && view.verdict !== verdict}
            onClick={() => change({ verdict: view.verdict === verdict ? '' : verdict })}
          >
            <Icon of={verdict} /> <strong>{counts[verdict]}</strong> {verdictWords[verdict]}
          </button>
        ))}
      </div>
      {since && (
        <div class="since">
          <p>
            {plural(since.moved.length, 'learner')} moved since{' '}
            {since.startedAt === undefined ? 'the last report' : moment(since.startedAt)}.
          </p>
          <button
            type="button"
            class="chip"
            aria-pressed={view.unmoved}
            disabled={since.unmoved.length === 0}
            onClick={() => change({ unmoved: !view.unmoved })}
          >
            <strong>{since.unmoved.length}</strong> not moved
          </button>
        </div>
      )}
    </section>
  );
}

/** How many are through, stuck and waiting at each step of the workshop. */
export function Funnel({ summary: { steps, counts }, view, change }: Props) {
  return (
    <section class="panel funnel" aria-labelledby="funnel">
      <h2 id="funnel">Step by step</h2>
      <ol>
        {steps.map(({ step, title, through, stuck, blocked, unseen }) => (
          <li key={step}>
            <button
              type="button"
              aria-pressed={view.step === step}
              onClick={() => change({ step: view.step === step ? 0 : step })}
              title="Only learners who are not through with this step"
            >
              <span class="step-title">{title.replace(/^Step (\d+): /, '$1 · ')}</span>
              <Bar
                parts={[
                  ['pass', through],
                  ['fail', stuck],
                  ['blocked', blocked],
                  ['unverified', unseen],
                ]}
                whole={counts.planned}
              />
              <span class="numbers">
                {through} through
                {stuck > 0 && (
                  <>
                    , <b>{stuck} stuck</b>
                  </>
                )}
                {blocked > 0 && `, ${blocked} waiting`}
                {unseen > 0 && `, ${unseen} not seen`}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

const Bar = ({ parts, whole }: { readonly parts: readonly (readonly [string, number])[]; readonly whole: number }) => (
  <span class="bar" aria-hidden="true">
    {parts.map(
      ([kind, count]) =>
        count > 0 && <span key={kind} class={kind} style={{ width: `${(100 * count) / Math.max(1, whole)}%` }} />,
    )}
  </span>
);

const FIRST = 3;

/** What went wrong, most common first; choosing one shows who. Paper has nothing to open: everything is on it. */
export function Misconceptions({
  summary: { misconceptions },
  view,
  change,
  isPrinting,
}: Props & { readonly isPrinting: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen || isPrinting ? misconceptions : misconceptions.slice(0, FIRST);
  const most = misconceptions[0]?.learners.length ?? 1;
  return (
    <section class="panel misconceptions" aria-labelledby="misconceptions">
      <h2 id="misconceptions">What went wrong</h2>
      {misconceptions.length === 0 && <p class="quiet">Nothing, so far.</p>}
      <ol style={{ '--digits': String(most).length }}>
        {shown.map(({ code, means, learners, shapes }) => (
          <li key={code}>
            <button
              type="button"
              aria-pressed={view.code === code}
              onClick={() => change({ code: view.code === code ? '' : code })}
            >
              <span class="count">{learners.length}</span>
              <span class="means">
                {printable(means ?? code)}
                <span class="code">{code}</span>
                {shapes[0] && shapes[0].learners.length > 1 && (
                  <span class="shape">
                    {shapes[0].learners.length} × <span class="mono">{printable(shapes[0].shape)}</span>
                  </span>
                )}
              </span>
              <span class="share" aria-hidden="true">
                <span style={{ width: `${(100 * learners.length) / most}%` }} />
              </span>
            </button>
          </li>
        ))}
      </ol>
      {misconceptions.length > FIRST && (
        <button type="button" class="more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Fewer' : `All ${misconceptions.length}`}
        </button>
      )}
    </section>
  );
}
