import { expect, test } from 'vitest';
import type { AnyCheck, ByHand } from '../../src/check.ts';
import { Run } from '../../src/engine.ts';
import type { AnyFact, Optional, Seen } from '../../src/fact.ts';
import { accountIn, everyCheck, evidence, settingsFor } from '../account.ts';

const checks = await everyCheck();
const { aws } = accountIn('complete');
const run = new Run({
  aws: (region) => aws.in(region),
  settings: settingsFor(evidence),
  now: new Date('2026-06-01T12:00:00Z'),
});

type Facts = Record<string, unknown>;
const isOptional = (need: AnyFact | Optional<AnyFact>): need is Optional<AnyFact> => 'optional' in need;
const unread: Seen<never> = { seen: false, error: new Error('not read'), why: 'Not read.' };

/** What the finished world has for a check; what nobody can see (a capture, where none was given) is left out. */
async function factsOf({ needs }: AnyCheck): Promise<Facts> {
  const facts: Facts = {};
  for (const [key, need] of Object.entries<AnyFact | Optional<AnyFact>>(needs)) {
    const seen = await run.see(isOptional(need) ? need.optional : need);
    if (isOptional(need)) facts[key] = seen;
    else if (seen.seen) facts[key] = seen.value;
  }
  return facts;
}

const told = ({ text, url, value }: ByHand): string =>
  [text, url && `  open ${url}`, value && `  value ${value}`].filter(Boolean).join('\n');

test('relay-state: where AWS documents no form of it there is nothing to paste', async () => {
  const check = checks.find(({ id }) => id === 'relay-state');
  const facts = check && (await factsOf(check));
  const inChina = { ...facts, caller: { accountId: '111122223333', arn: '', partition: 'aws-cn' } };
  expect(check?.byHand(inChina)).toMatchObject({
    text: expect.stringContaining('the Relay state stands under Application properties'),
  });
  expect(check?.byHand(inChina)).not.toHaveProperty('value');
});

test.each(checks.map((check) => [check.id, check] as const))(
  '%s: each cause has its way out, told from whichever facts could be had',
  async (_, check) => {
    const facts = await factsOf(check);
    const saying = new Map<string, string[]>();
    const note = (title: string, given: Facts, cause?: string): void => {
      const byHand = check.byHand(given, cause);
      const all = told(byHand);
      expect(byHand.text).toMatch(/^[A-Z].*(\.|: https:\S+)$/s);
      expect(all).not.toMatch(/undefined|null|\[object|\S  +\S| ,/);
      saying.set(all, [...(saying.get(all) ?? []), title]);
    };
    note('with everything', facts);
    for (const cause of Object.keys(check.causes)) note(cause, facts, cause);
    for (const [key, need] of Object.entries<AnyFact | Optional<AnyFact>>(check.needs)) {
      const { [key]: _gone, ...rest } = facts;
      note(`without ${key}`, rest);
      if (isOptional(need)) note(`${key} not read`, { ...facts, [key]: unread });
    }
    note('with nothing', {});
    expect([...saying].map(([all, titles]) => `# ${titles.join(', ')}\n${all}`).join('\n\n')).toMatchSnapshot();
  },
);
