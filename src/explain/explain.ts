import type { AnyCheck, ByHand } from '../check.ts';
import { Run } from '../engine.ts';
import { Unseen, workshopNames } from '../fact.ts';
import { didYouMean, Misuse } from '../misuse.ts';
import { printable } from '../text/near.ts';
import { findMessages, nearestMessage } from './match.ts';
import { type AwsMessage, awsMessages } from './messages.ts';

/** A paragraph; `label` hangs before it. */
export interface Paragraph {
  readonly label: string;
  readonly text: string;
}

/** What a check id, a problem's code, or any part of an AWS message means. */
export async function explainTopic(topic: string, checks: readonly AnyCheck[]): Promise<Paragraph[]> {
  const named = namedBy(topic, checks);
  if (named)
    return named.cause === undefined ? aboutCheck(named.check) : aboutCause(named.check, named.cause, named.meaning);
  const messages = findMessages(topic);
  if (messages.length > 0) return messages.flatMap((message) => aboutMessage(message, checks));
  throw unknownTopic(topic, checks);
}

type Named =
  | { readonly check: AnyCheck; readonly cause?: never }
  | { readonly check: AnyCheck; readonly cause: string; readonly meaning: string };

/** The check, and the cause if it is one, that a topic names: `role-trust`, `Role trust`, `role-trust/missing`. */
export function namedBy(topic: string, checks: readonly AnyCheck[]): Named | undefined {
  const [id = '', cause] = topic
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
    .split('/');
  const check = checks.find((each) => each.id === id);
  if (!check || cause === undefined) return check && { check };
  const meaning = Object.hasOwn(check.causes, cause) ? check.causes[cause] : undefined;
  return meaning === undefined ? undefined : { check, cause, meaning };
}

/** Every topic, for whoever does not know what to ask. */
export const topics = (checks: readonly AnyCheck[]): Paragraph[] =>
  checks.map(({ id, title }) => ({ label: id, text: title }));

/** What to do by hand, in the workshop's own names: no account is looked at. */
export async function plainByHand(check: AnyCheck): Promise<ByHand | undefined> {
  const run = new Run({
    aws: () => {
      throw new Unseen('No account is looked at.');
    },
    settings: { region: 'us-east-1', names: workshopNames },
    now: new Date(),
  });
  return run.byHand(check);
}

async function byHand(check: AnyCheck): Promise<Paragraph[]> {
  const said = await plainByHand(check);
  if (!said) return [];
  // Without an account there is nothing that could be pasted.
  const where = /\bthis (value|one|document)\b/.test(said.text)
    ? ` (companion guide ${check.id} shows it with the values of your account.)`
    : '';
  return [{ label: 'by hand', text: `${said.text}${where}` }];
}

const aboutCheck = async (check: AnyCheck): Promise<Paragraph[]> => [
  { label: check.id, text: `${check.title} (step ${check.step} of the workshop).` },
  { label: 'why', text: check.why },
  ...(await byHand(check)),
  ...Object.entries(check.causes).map(([cause, meaning]) => ({ label: `${check.id}/${cause}`, text: meaning })),
  ...symptoms(check),
];

const aboutCause = async (check: AnyCheck, cause: string, meaning: string): Promise<Paragraph[]> => [
  { label: `${check.id}/${cause}`, text: meaning },
  { label: 'why', text: check.why },
  ...(await byHand(check)),
  ...symptoms(check),
];

/** What AWS shows when this check fails: those messages of which it is the first suspect. */
const symptoms = (check: AnyCheck): Paragraph[] =>
  awsMessages
    .filter(({ checks: [first] }) => first === check.id)
    .map(({ text, where }) => ({ label: 'AWS then says', text: `“${text}” (${where})` }));

const aboutMessage = (message: AwsMessage, checks: readonly AnyCheck[]): Paragraph[] => [
  { label: 'message', text: `“${message.text}” (${message.where})` },
  { label: 'cause', text: message.cause },
  ...(message.remedy ? [{ label: 'by hand', text: message.remedy }] : []),
  ...checks
    .filter(({ id }) => message.checks.includes(id))
    .sort((a, b) => message.checks.indexOf(a.id) - message.checks.indexOf(b.id))
    .map(({ id, title }) => ({ label: 'found by', text: `companion check ${id} (${title})` })),
];

function unknownTopic(topic: string, checks: readonly AnyCheck[]): Misuse {
  const codes = checks.flatMap(({ id, causes }) => Object.keys(causes).map((cause) => `${id}/${cause}`));
  const near = didYouMean(topic, [...checks.map(({ id }) => id), ...codes]);
  const message = near ? undefined : nearestMessage(topic);
  const hint =
    near || (message ? `; the nearest message is “${message.text}”.` : '; companion explain lists the checks.');
  // What was pasted may be a page of a log.
  const shown = topic.length > 200 ? `${topic.slice(0, 200)}…` : topic;
  return new Misuse(`Nothing is known about "${printable(shown)}"${hint}`);
}
