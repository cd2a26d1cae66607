import { osa } from '../text/near.ts';
import { type AwsMessage, awsMessages } from './messages.ts';

/** Letters and digits only, so that quotation marks, line breaks and brackets do not matter; "doesn't" is "does not". */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/n['’]t\b/g, ' not')
    .replace(/['’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

const near = (a: string, b: string): boolean => a === b || (a.length > 4 && b.length > 4 && osa(a, b) <= 1);

/** How many of `some` come in `all`, in their order. */
function inOrder(some: readonly string[], all: readonly string[]): number {
  let from = 0;
  let found = 0;
  for (const word of some) {
    const at = all.findIndex((other, index) => index >= from && near(word, other));
    if (at < 0) continue;
    found++;
    from = at + 1;
  }
  return found;
}

const inAnyOrder = (some: readonly string[], all: readonly string[]): number =>
  some.filter((word) => all.some((other) => near(word, other))).length;

/** 1 when the message holds all that was typed, or what was typed holds all of the message; a little less out of order. */
function likeness(typed: readonly string[], message: readonly string[]): number {
  const part = Math.max(inOrder(typed, message), inAnyOrder(typed, message) * outOfOrder) / typed.length;
  const whole = inOrder(message, typed) / message.length;
  return Math.max(part, message.length > 1 ? whole : part);
}

/** What AWS adds in brackets (service, status, code) is in some places where the message is seen, and not in others. */
const likenessTo = (text: string, typed: readonly string[]): number =>
  Math.max(...[text, text.replace(/ \(Service:.*$/, '')].map((each) => likeness(typed, wordsOf(each))));

const outOfOrder = 0.9;

/** A few words occur in many messages by chance: all of them have to be there. */
const enough = (typed: readonly string[]): number => (typed.length <= 3 ? outOfOrder : 0.75);

/** The messages that this is probably a part of, the best first; several when they are equally near. */
export function findMessages(typed: string): readonly AwsMessage[] {
  const words = wordsOf(typed);
  // A little word is in many messages; a number such as 404 is not.
  if (words.join('').length < 4 && !/^\d{3}$/.test(words.join(''))) return [];
  const ranked = awsMessages
    .map((message) => ({ message, likeness: likenessTo(message.text, words) }))
    .filter((each) => each.likeness >= enough(words))
    .sort((a, b) => b.likeness - a.likeness);
  return ranked.filter((each) => each.likeness === ranked[0]?.likeness).map(({ message }) => message);
}

/** The nearest message for whoever typed something unknown, if any has half of it and more than one word. */
export function nearestMessage(typed: string): AwsMessage | undefined {
  const words = wordsOf(typed);
  const ranked = awsMessages
    .map((message) => ({ message, found: inOrder(words, wordsOf(message.text)) }))
    .sort((a, b) => b.found - a.found);
  const [best] = ranked;
  return best && best.found > 1 && best.found * 2 >= words.length ? best.message : undefined;
}
