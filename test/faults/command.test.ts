import { expect, test } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { type Fault, loadWorld, mergeWorld, Sandbox, serve } from '../../src/sandbox/index.ts';
import { type Outcome, run } from '../cli/run.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001', AWS_SECRET_ACCESS_KEY: 'sandbox', AWS_REGION: 'us-east-1' };

async function check(faults: readonly Fault[]): Promise<Outcome> {
  const served = await serve(new Sandbox(mergeWorld(loadWorld('signed-in'), { faults })));
  const env = { ...keys, AWS_ENDPOINT_URL: served.url };
  return run(['check', '--format', 'json'], { env }).finally(() => void served.close());
}

const kinds: readonly Fault['kind'][] = ['throttle', 'server', 'html503', 'reset', 'truncated'];

/** Through real sockets, and everything at once. */
test.concurrent.each(kinds)(
  'the built command where every call meets %s: exit 3, told in a line, no stack trace',
  { timeout: 90_000 },
  async (kind) => {
    const { code, stdout, stderr } = await check([{ match: '*', kind }]);
    expect(code).toBe(3);
    const { checks, counts } = JSON.parse(stdout) as Report;
    expect(checks).toHaveLength(16);
    expect(counts.fail + counts.blocked + counts.pass).toBe(0);
    expect(stderr).toMatch(/^(companion: .*\n){1,2}$/);
    expect(stderr + stdout).not.toMatch(/\n\s+at |node:internal|unexpected error/);
  },
);

test('the built command where now and then something breaks: as if nothing had', { timeout: 90_000 }, async () => {
  const occasional: Fault[] = [
    { match: '*', kind: 'throttle', probability: 0.15 },
    { match: '*', kind: 'reset', probability: 0.05 },
    { match: '*', kind: 'truncated', probability: 0.05 },
    { match: '*', kind: 'html503', probability: 0.05 },
  ];
  const [healthy, troubled] = await Promise.all([check([]), check(occasional)]);
  const statuses = ({ stdout }: Outcome): string[] =>
    (JSON.parse(stdout) as Report).checks.map(({ id, status }) => `${id} ${status}`);
  expect(statuses(troubled)).toEqual(statuses(healthy));
  expect(troubled.code).toBe(healthy.code);
});
