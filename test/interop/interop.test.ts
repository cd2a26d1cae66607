import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Sandbox, serve, type Served } from '../../src/sandbox/index.ts';
import { clients } from '../sandbox/clients.ts';
import { comparable, differences } from './compare.ts';
import { known } from './known.ts';
import { hasMoto, type Moto, startMoto } from './moto.ts';
import { type Memory, suite } from './suite.ts';
import { beginning, home, other } from './world.ts';

/** The clients of an account, by a role in it. */
async function enter(url: string, account: string): Promise<[ReturnType<typeof clients>, unknown]> {
  const there = await clients({ endpoint: url }).sts.assumeRole({
    RoleArn: `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`,
    RoleSessionName: 'suite',
  });
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = there.Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return [clients({ endpoint: url, credentials }), there];
}

/** Goes through the suite once; what came of each step, or the name of its error. */
async function play(url: string): Promise<Map<string, unknown>> {
  const [[own, session], [foreign]] = [await enter(url, home), await enter(url, other)];
  const memory: Memory = {};
  const outcomes = new Map<string, unknown>([['assume a role', comparable(session)]]);
  for (const [service, steps] of Object.entries(suite)) {
    for (const { name, as, run } of steps) {
      const outcome = await run(as === 'other' ? foreign : own, memory).then(comparable, (error: unknown) =>
        error instanceof Error ? { error: error.name } : { error: String(error) },
      );
      outcomes.set(`${service} ${name}`, outcome);
    }
  }
  return outcomes;
}

describe.skipIf(!hasMoto)('the embedded AWS and moto, by the same calls', { timeout: 180_000 }, () => {
  let moto: Moto;
  let served: Served;
  beforeAll(async () => {
    [moto, served] = await Promise.all([startMoto(), serve(new Sandbox(beginning, { strict: true }))]);
  }, 180_000);
  afterAll(async () => {
    moto?.close();
    await served?.close();
  });

  test('answer alike, but for what is known', async () => {
    const [ours, theirs] = await Promise.all([play(served.url), play(moto.url)]);
    expect(ours.size).toBeGreaterThan(70);
    const found = [...ours].flatMap(([step, outcome]) =>
      differences(outcome, theirs.get(step)).map((difference) => `${step} › ${difference}`),
    );
    const isKnown = (difference: string): boolean => known.some(({ at }) => at.test(difference));
    expect(found.filter((difference) => !isKnown(difference))).toEqual([]);
    // An entry that explains nothing any more belongs out of the table.
    expect(
      known.filter(({ at }) => !found.some((difference) => at.test(difference))).map(({ at }) => String(at)),
    ).toEqual([]);
  });
});
