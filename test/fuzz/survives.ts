import { expect } from 'vitest';
import { fc } from '../random.ts';

/** Per target; `FUZZ_RUNS=11200` makes 100,000 of all. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 120);
/** Milliseconds of processor time that one input of at most some 60 kB may cost: a hang is far beyond, a busy machine is not. */
const most = 3_000;

/** Reads anything: fine, or one of these errors with a sentence; soon; and no object is other than before. */
export async function survives(
  inputs: fc.Arbitrary<string>,
  read: (text: string) => unknown,
  ...refusals: readonly string[]
): Promise<void> {
  const property = fc.asyncProperty(inputs, async (text) => {
    const before = process.cpuUsage();
    try {
      await read(text);
    } catch (error) {
      if (!(error instanceof Error) || !refusals.includes(error.name)) throw error;
      expect(error.message).toMatch(/\S/);
      expect(error.message.length).toBeLessThan(2_000);
    }
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(most);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
  await fc.assert(property, { numRuns, endOnFailure: true });
}
