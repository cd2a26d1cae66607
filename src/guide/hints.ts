import type { AnyCheck, ByHand } from '../check.ts';
import { namedBy } from '../explain/explain.ts';
import { findMessages } from '../explain/match.ts';
import { commandLine, type Shell } from '../fix/command-line.ts';
import type { ReportRow } from '../report/model.ts';
import { didYouMean, Misuse } from '../misuse.ts';
import { printable } from '../text/near.ts';
import { filled, fill } from './guide.ts';
import { stepOf } from './steps.ts';
import type { AccountValues } from './values.ts';

/** The rungs of the ladder: each gives away a little more than the one before. */
export const rungNames = ['screen', 'field', 'value', 'command line', 'fix'] as const;
export const highestRung = rungNames.length;

/** From this rung on the account has to be looked at. */
export const accountRung = 3;

/** Something told: a sentence, or text to copy as it is. */
export interface Hint {
  readonly label: string;
  readonly text?: string;
  readonly exact?: string;
}

/** What is known of the account; absent on the first two rungs. */
export interface Looked {
  readonly row: ReportRow;
  readonly account: AccountValues;
  readonly shell: Shell;
}

/** The check that a topic is about: by its id, by a problem's code, or the likeliest cause of an AWS message. */
export function checkOf(topic: string, checks: readonly AnyCheck[]): AnyCheck {
  const named = namedBy(topic, checks);
  if (named) return named.check;
  const suspects = findMessages(topic).flatMap(({ checks: ids }) => ids);
  const found = suspects.map((id) => checks.find((check) => check.id === id)).find((check) => check !== undefined);
  if (found) return found;
  throw new Misuse(
    `Nothing is known about "${printable(topic)}"${
      didYouMean(
        topic,
        checks.map(({ id }) => id),
      ) || '; companion explain lists the checks.'
    }`,
  );
}

/** Everything up to a rung, lowest first. */
export function hintsUpTo(rung: number, check: AnyCheck, byHand: ByHand | undefined, looked?: Looked): Hint[] {
  const ladder = [screen, field, value, command, repair];
  return [
    { label: check.id, text: looked ? `${looked.row.status}: ${looked.row.message}` : check.title },
    ...ladder.slice(0, rung).flatMap((hint) => hint(check, looked, byHand)),
    ...(rung < highestRung ? [{ label: 'more', text: `--hint ${rung + 1} shows the ${rungNames[rung]}` }] : []),
  ];
}

type Rung = (check: AnyCheck, looked: Looked | undefined, byHand: ByHand | undefined) => Hint[];

/** Without an account, the workshop's own names stand for this account's. */
const nothing: AccountValues = {
  values: {
    application: 'Amazon Connect',
    provider: 'Connect-SSO',
    policyName: 'Connect-SSO-Policy',
    role: 'Connect-SSO',
    group: 'ConnectAgents',
  },
  pages: {},
};

const screen: Rung = (check, looked, byHand) => {
  const step = stepOf(check.id);
  const url = step && looked ? looked.account.pages[step.page] : looked?.row.byHand?.url;
  return [
    {
      label: '1 screen',
      text: step ? fill(step.screen, looked?.account ?? nothing) : (byHand?.text ?? check.why),
    },
    ...(step ? [{ label: 'workshop', text: step.workshop }] : []),
    ...(url === undefined ? [] : [{ label: 'open', exact: url }]),
  ];
};

const field: Rung = (check) => {
  const step = stepOf(check.id);
  // Of a check from elsewhere only what to do is known.
  if (!step) return [];
  const { fields } = step;
  return [
    {
      label: '2 field',
      text:
        fields.length === 0
          ? 'There is nothing to type; the page has only buttons to choose.'
          : fields.map(({ label }) => label).join('; '),
    },
  ];
};

const nothingToDo = 'Nothing has to be done.';
const noValue = 'There is no value to type or paste.';

const value: Rung = (check, looked) => {
  if (!looked) return [];
  const { row, account } = looked;
  const fields = stepOf(check.id)?.fields ?? [];
  const known = fields.map(({ label, value: name }) => filled(label, name, account));
  const own = row.byHand?.value;
  // The check itself knows best which of several users or groups it means.
  const specific =
    own !== undefined && !known.some((each) => each.value === own) ? [{ label: '3 value', exact: own }] : [];
  const rest = known.map((each) =>
    each.value === undefined
      ? { label: `3 ${each.label}`, text: each.missing ?? '' }
      : { label: `3 ${each.label}`, exact: each.value },
  );
  const all = [...specific, ...rest];
  if (all.length > 0) return all;
  return [{ label: '3 value', text: row.status === 'pass' ? nothingToDo : noValue }];
};

const command: Rung = (_check, looked) => {
  if (!looked) return [];
  const { row, shell } = looked;
  if (row.status === 'pass') return [{ label: '4 command line', text: nothingToDo }];
  const calls = row.fix?.calls ?? [];
  if (calls.length === 0) return [{ label: '4 command line', text: noCall(row) }];
  return calls.map((call) => ({ label: '4 command line', exact: commandLine(call, shell) }));
};

const repair: Rung = (check, looked) => {
  if (!looked) return [];
  const { row } = looked;
  if (row.status === 'pass') return [{ label: '5 fix', text: nothingToDo }];
  if (!row.fix || row.fix.calls.length === 0) return [{ label: '5 fix', text: noCall(row) }];
  return [
    { label: '5 fix', text: `companion fix ${check.id} (${row.fix.title})` },
    ...(row.fix.caution ? [{ label: 'caution', text: row.fix.caution }] : []),
  ];
};

function noCall({ id, status, blockedBy }: ReportRow): string {
  if (status === 'blocked') return `First ${blockedBy?.join(', ') ?? 'an earlier step'}: this one waits for it.`;
  if (status === 'unknown') return 'It could not be looked at, so nothing can be proposed yet.';
  return stepOf(id)?.byHandOnly ?? 'No call is sure to be the right one here: it is done by hand, in the console.';
}
