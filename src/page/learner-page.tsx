import { printable } from '../text/near.ts';
import type { AccountPage } from './data.ts';
import { Icon, Named } from './icons.tsx';
import { Steps } from './rows.tsx';
import { ThemeButton } from './theme.tsx';
import { held } from './view.ts';
import { moment, verdictIcon, verdictWords } from './words.ts';

/** The learner's own page: the first broken link on top, then every step. */
export function Account({
  page: { learner, checks, target, startedAt },
  titles,
}: {
  readonly page: AccountPage;
  readonly titles: ReadonlyMap<number, string>;
}) {
  const first = checks.findIndex((_, index) => learner.rows[index]?.s === 'fail');
  const row = learner.rows[first];
  const check = checks[first];
  return (
    <div class="app account-page">
      <header class="top">
        <div>
          <h1>Amazon Connect sign-in</h1>
          <p>
            {learner.account === undefined ? 'account not known' : `account ${learner.account}`} · {target.region}
            {target.instanceId !== undefined && (
              <>
                {' '}
                · instance <Named text={printable(target.instanceId)} />
              </>
            )}{' '}
            · <time dateTime={startedAt}>{moment(startedAt)}</time>
          </p>
        </div>
        <div class="right">
          <ThemeButton />
        </div>
      </header>
      <main>
        <section class={`panel verdict ${learner.verdict}`} aria-label="Verdict">
          <p class="big">
            <span class={`pill ${learner.verdict}`}>
              <Icon of={verdictIcon(learner.verdict)} /> {verdictWords[learner.verdict]}
            </span>{' '}
            <span>
              <strong>{held(learner)}</strong> of {checks.length} checks hold
            </span>
          </p>
          {row && check && (
            <p class="first">
              First broken link: <a href={`#check-${check.id}`}>{check.title}</a>. {printable(row.m)}
            </p>
          )}
        </section>
        <section class="panel" aria-label="Checks">
          <Steps learner={learner} checks={checks} titles={titles} heading="h2" />
        </section>
      </main>
    </div>
  );
}
