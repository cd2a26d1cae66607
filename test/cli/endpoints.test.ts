import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { endpointConfig } from '../../src/aws/endpoints.ts';
import type { Report } from '../../src/report/model.ts';
import { loadWorld, mergeWorld, Sandbox, serve } from '../../src/sandbox/index.ts';
import { folder, type Outcome, run } from './run.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' }],
});
const world = mergeWorld(loadWorld('complete'), {
  accounts: {
    '111122223333': { iam: { roles: { Visit: { trust, attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] } } } },
  },
});

const own = 'aws_access_key_id = AKIASANDBOX000000001\naws_secret_access_key = sandbox\n';
const nowhere = 'endpoint_url = http://127.0.0.1:9\n';
const services = ['sts', 'iam', 'organizations', 'sso_admin', 'identitystore', 'connect', 'cloudtrail'];

/** Profiles that say where AWS is; nothing answers where the default profile says. */
const profiles: readonly (readonly [string, (url: string) => string])[] = [
  ['endpoint_url', (url) => `${own}endpoint_url = ${url}\n`],
  [
    'a services section',
    (url) =>
      `${own}${nowhere}services = here\n[services here]\n${services.map((name) => `${name} =\n  endpoint_url = ${url}\n`).join('')}`,
  ],
  [
    'role_arn: STS is there, too',
    (url) =>
      `endpoint_url = ${url}\nrole_arn = arn:aws:iam::111122223333:role/Visit\nsource_profile = keys\n[profile keys]\n${own}`,
  ],
];

const reportIn = ({ stdout }: Outcome): Report => JSON.parse(stdout) as Report;

test.each(profiles)('a profile that is elsewhere, %s: --profile does as AWS_PROFILE does', async (_, settings) => {
  const server = await serve(new Sandbox(world));
  const cwd = folder();
  writeFileSync(
    join(cwd, 'config'),
    `[default]\n${nowhere}[profile learner]\nregion = us-east-1\n${settings(server.url)}\n`,
  );
  writeFileSync(join(cwd, 'class.csv'), 'learner,profile\nAna,learner\n');
  const [flag, variable, audit] = await Promise.all([
    run(['check', '--format', 'json', '--profile', 'learner'], { cwd }),
    run(['check', '--format', 'json'], { cwd, env: { AWS_PROFILE: 'learner' } }),
    run(['audit', '--roster', 'class.csv', '--format', 'json'], { cwd }),
  ]).finally(() => void server.close());
  expect(reportIn(flag).counts).toMatchObject({ pass: 13, unverified: 3 });
  expect(reportIn(variable).counts).toEqual(reportIn(flag).counts);
  expect(JSON.parse(audit.stdout)).toMatchObject({ counts: { reached: 1, fail: 0 } });
});

test('an instructor whose profile is elsewhere reaches the learners there', async () => {
  const server = await serve(new Sandbox(world));
  const cwd = folder();
  writeFileSync(
    join(cwd, 'config'),
    `[default]\n${nowhere}[profile teacher]\nregion = us-east-1\n${own}endpoint_url = ${server.url}\n`,
  );
  writeFileSync(join(cwd, 'class.csv'), 'learner,role_arn\nAna,arn:aws:iam::111122223333:role/Visit\n');
  const { stdout } = await run(['audit', '--roster', 'class.csv', '--profile', 'teacher', '--format', 'json'], {
    cwd,
  }).finally(() => void server.close());
  expect(JSON.parse(stdout)).toMatchObject({ counts: { reached: 1, fail: 0 } });
});

test('a profile that says nothing is at AWS’s own address, wherever the default profile is', async () => {
  const file = join(folder(), 'config');
  writeFileSync(file, `[default]\n${nowhere}[profile learner]\nregion = us-east-1\n`);
  vi.stubEnv('AWS_CONFIG_FILE', file);
  expect(await endpointConfig('iam', 'learner')).toEqual({ ignoreConfiguredEndpointUrls: true });
  vi.stubEnv('AWS_ENDPOINT_URL_SSO_ADMIN', 'http://127.0.0.1:1');
  expect(await endpointConfig('sso-admin', 'learner')).toEqual({ endpoint: 'http://127.0.0.1:1' });
  vi.unstubAllEnvs();
});

test.each([
  ['services = gone', 'AWS profile learner: there is no section [services gone], which it names.'],
  [
    'endpoint_url = here',
    'AWS profile learner, endpoint_url: "here" is no address; one looks like http://127.0.0.1:4566.',
  ],
  [
    'services = here\n[services here]\niam =\n  endpoint_url = there',
    '[services here], iam endpoint_url: "there" is no address; one looks like http://127.0.0.1:4566.',
  ],
])('a profile that is nowhere: %s', async (settings, sentence) => {
  const cwd = folder();
  writeFileSync(join(cwd, 'config'), `[profile learner]\nregion = us-east-1\n${settings}\n`);
  expect(await run(['check', '--profile', 'learner'], { cwd })).toEqual({
    code: 2,
    stdout: '',
    stderr: `companion: ${sentence}\n`,
  });
});
