import { useState } from 'preact/hooks';
import { printable } from '../text/near.ts';
import type { PageCheck, PageLearner, PageRow } from './data.ts';
import { Icon } from './icons.tsx';
import { statusWords } from './words.ts';

const isTelling = ({ s }: PageRow): boolean => s !== 'pass';

/** A learner's checks, step by step: what is not right lies open, what holds is a line. */
export function Steps({
  learner,
  checks,
  titles,
  heading: Heading = 'h3',
}: {
  readonly learner: PageLearner;
  readonly checks: readonly PageCheck[];
  readonly titles: ReadonlyMap<number, string>;
  readonly heading?: 'h2' | 'h3';
}) {
  const steps = [...new Set(checks.map(({ step }) => step))];
  return (
    <div class="steps">
      {steps.map((step) => (
        <section key={step} class="step">
          <Heading>{titles.get(step) ?? `Step ${step}`}</Heading>
          <ul class="rows">
            {checks.map((check, index) =>
              check.step === step ? (
                <CheckItem key={check.id} check={check} row={learner.rows[index] ?? undefined} />
              ) : null,
            )}
          </ul>
        </section>
      ))}
    </div>
  );
}

function CheckItem({ check, row }: { readonly check: PageCheck; readonly row: PageRow | undefined }) {
  if (!row) return null;
  const head = (
    <>
      <Icon of={row.s} />
      <span class="what">
        <span class="title">{check.title}</span>
        <span class="id">{check.id}</span>
      </span>
      <span class={`state ${row.s}`}>{statusWords[row.s]}</span>
    </>
  );
  return (
    <li class={`row ${row.s}`} id={`check-${check.id}`}>
      <div class="head">{head}</div>
      <p class="message">{printable(row.m)}</p>
      {isTelling(row) && <Details row={row} />}
    </li>
  );
}

function Details({ row }: { readonly row: PageRow }) {
  return (
    <div class="details">
      {row.p?.map((problem, index) => (
        <div key={index} class="problem">
          {problem.message !== row.m && <p>{printable(problem.message)}</p>}
          {(problem.expected !== undefined || problem.actual !== undefined) && (
            <dl class="compare">
              {problem.expected !== undefined && <Value label="Expected" text={problem.expected} />}
              {problem.actual !== undefined && <Value label="Actual" text={problem.actual} />}
            </dl>
          )}
          <p class="code">{problem.code}</p>
        </div>
      ))}
      {row.b && row.b.length > 0 && <p class="waits">Waits for {row.b.join(', ')}.</p>}
      {row.n !== undefined && (
        <p>
          Missing permission: <code>{printable(row.n)}</code>
        </p>
      )}
      {row.h && <ByHand text={row.h.text} value={row.h.value} url={row.h.url} />}
      {row.f && (
        <p class="fix">
          Or: {printable(row.f.title)}
          {row.f.command !== undefined && (
            <>
              {' '}
              with <code>{row.f.command}</code>
            </>
          )}
          .{row.f.caution !== undefined && <span class="caution"> {printable(row.f.caution)}</span>}
        </p>
      )}
    </div>
  );
}

const Value = ({ label, text }: { readonly label: string; readonly text: string }) => (
  <div class={label.toLowerCase()}>
    <dt>{label}</dt>
    <dd>
      <pre tabIndex={0}>{printable(text, '\n')}</pre>
    </dd>
  </div>
);

function ByHand({
  text,
  value,
  url,
}: {
  readonly text: string;
  readonly value: string | undefined;
  readonly url: string | undefined;
}) {
  return (
    <div class="remedy">
      <p>
        <strong>What to do.</strong> {printable(text)}
      </p>
      {value !== undefined && (
        <div class="paste">
          <pre tabIndex={0}>{printable(value, '\n')}</pre>
          <Copy text={value} />
        </div>
      )}
      {url?.startsWith('https://') && (
        <p>
          <a href={url} target="_blank" rel="noopener noreferrer">
            Open the console page<span class="hidden"> (in a new tab)</span>
          </a>
        </p>
      )}
    </div>
  );
}

function Copy({ text }: { readonly text: string }) {
  const [state, setState] = useState<'' | 'copied' | 'select it'>('');
  const copy = async (): Promise<void> => {
    // A page opened from a file may not have a clipboard.
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setState(done || copySelected(text) ? 'copied' : 'select it');
    setTimeout(() => setState(''), 2000);
  };
  return (
    <button type="button" class="copy" onClick={() => void copy()} aria-live="polite">
      {state === '' ? 'Copy' : state === 'copied' ? '✓ Copied' : 'Select and copy it'}
    </button>
  );
}

function copySelected(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
