import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { violations } from '../report/schema.ts';
import { folder, type Outcome, run } from './run.ts';

const report = ({ stdout }: Outcome): Report => JSON.parse(stdout) as Report;

const schema = JSON.parse(readFileSync(new URL('../../dist/report.schema.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;

const world = (content: object): string => {
  const path = join(folder(), 'world.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
};

describe('the exit code', () => {
  test.each<[number, string, string[]]>([
    [0, 'nothing broken, some of it not verified', ['--sandbox']],
    [0, 'one check that holds', ['--sandbox', 'organization-present']],
    [1, 'a broken link', ['--sandbox=other-instance-in-policy']],
    [1, 'a blocked check alone', ['--sandbox=empty', 'group-assignment']],
    [1, 'something not verified, with --strict', ['--sandbox', '--strict']],
    [2, 'wrong usage', ['--sandbox', '--nonsense']],
    [3, 'nothing verified', ['--sandbox', 'relay-state']],
    [
      3,
      'a read denied',
      [`--sandbox=${world({ extends: 'complete', faults: [{ match: 'iam:GetRole', kind: 'denied' }] })}`],
    ],
  ])('%i: %s', async (code, _, args) => expect((await run(['check', ...args])).code).toBe(code));
});

test('the report follows its schema, says nothing on standard error, and is the same each time', async () => {
  const [one, two] = await Promise.all(
    [1, 2].map(() => run(['--sandbox=other-instance-in-policy', '--format', 'json'])),
  );
  expect(one?.stderr).toBe('');
  expect(violations(schema, JSON.parse(one?.stdout ?? ''))).toEqual([]);
  const timeless = (text = ''): string => text.replace(/"(startedAt|durationMs|apiCalls)": .*/g, '');
  expect(timeless(one?.stdout)).toBe(timeless(two?.stdout));
});

test('checks that were named are judged, in workshop order', async () => {
  const { checks } = report(
    await run(['check', '--sandbox', 'group-assignment', '--format=json', 'organization-present']),
  );
  expect(checks.map(({ id }) => id)).toEqual(['organization-present', 'group-assignment']);
});

test('what the learner declares reaches the checks as it was typed', async () => {
  const relayState = 'https://us-east-1.console.aws.amazon.com/connect/federate/nowhere?destination=%2Fconnect%2Fccp ';
  const { checks } = report(
    await run(['check', '--sandbox', 'relay-state', '--format', 'json', '--relay-state', relayState]),
  );
  expect(checks[0]?.problems.map(({ actual }) => actual)).toContain(relayState);
});

test('the command that mends is told with the flags that say which account', async () => {
  const args = ['--sandbox=group-not-assigned', '--group-name', "Ann's agents", '--relay-state', 'x'];
  const { stdout } = await run(['check', 'agents-group', ...args]);
  expect(stdout).toContain(
    "  or run      companion fix agents-group --sandbox=group-not-assigned --group-name='Ann'\\''s agents'\n",
  );
});

test('flags, environment and settings file are joined', async () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'companion.yaml'), 'sandbox: empty\nformat: json\n');
  expect(report(await run(['organization-present'], { cwd })).verdict).toBe('fail');
  expect(report(await run(['organization-present', '--sandbox'], { cwd })).verdict).toBe('pass');
  expect((await run([], { env: { COMPANION_INSTNACE: 'x', COMPANION_SANDBOX: 'complete' } })).stderr).toBe(
    'companion: nothing reads the environment variable COMPANION_INSTNACE; did you mean COMPANION_INSTANCE?\n',
  );
});

describe('formats', () => {
  test('go to files whole, and only their owner may read them', async () => {
    const cwd = folder();
    const args = [
      'check',
      '--sandbox',
      '--format',
      'list',
      '--format',
      'junit=out/report.xml',
      '--format',
      'csv=report.csv',
    ];
    const { code, stdout } = await run(args, { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('Step 1: ');
    expect(readFileSync(join(cwd, 'out/report.xml'), 'utf8')).toMatch(/^<\?xml .*<\/testsuites>\n$/s);
    expect(statSync(join(cwd, 'report.csv')).mode & 0o777).toBe(0o600);
  });

  test('- is standard output', async () => {
    const cwd = folder();
    expect(report(await run(['check', '--sandbox', '--format', 'json=-'], { cwd })).checks).toHaveLength(16);
    expect(existsSync(join(cwd, '-'))).toBe(false);
  });

  test('in files alone leave one line on standard error', async () => {
    const { stdout, stderr } = await run(['check', '--sandbox', '--format', 'json=report.json']);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^companion: 16 checks: .* Written: report\.json\n$/);
  });

  test('that cannot be written do not cost the report', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'file'), '');
    const { code, stdout, stderr } = await run(
      ['check', '--sandbox', '--format', 'list', '--format', 'json=file/report.json'],
      { cwd },
    );
    expect(code).toBe(2);
    expect(stdout).toContain('Step 1: ');
    expect(stderr).toMatch(
      /^companion: .*report\.json cannot be written: a part of its path is no folder; name another place\.\n$/,
    );
    expect(existsSync(join(cwd, 'file'))).toBe(true);
  });
});

describe('credentials', () => {
  test('that are not there: exit 2, and how to get some', async () => {
    const { code, stdout, stderr } = await run(['check', '--region', 'us-east-1']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^companion: No usable AWS credentials: .*CloudShell.*\n$/);
  });

  const profile = (settings: string, files: Readonly<Record<string, string>> = {}, env = {}): Promise<Outcome> => {
    const cwd = folder();
    const config = `[profile learner]\nregion = us-east-1\n${settings}\n`;
    for (const [name, text] of Object.entries({ config, ...files })) writeFileSync(join(cwd, name), text);
    return run(['organization-present', '--profile', 'learner'], { cwd, env });
  };

  test.each([
    ['a process that fails', 'credential_process = sh fails.sh secret', 'credential_process failed: log in first;'],
    ['a process that says something else', 'credential_process = echo hello', 'returned invalid JSON;'],
    ['half a key', 'aws_access_key_id = AKIA', 'Could not resolve credentials using profile: [learner]'],
    [
      'a token that is not there',
      'role_arn = arn:aws:iam::111122223333:role/A\nweb_identity_token_file = none',
      'no such file',
    ],
    [
      'a token that is a folder',
      'role_arn = arn:aws:iam::111122223333:role/A\nweb_identity_token_file = .',
      'directory',
    ],
    ['a cycle', 'role_arn = arn:aws:iam::111122223333:role/A\nsource_profile = learner', 'cycle'],
  ])('of a profile that do not come, %s: exit 2, why, and no others in their place', async (_, settings, why) => {
    const machine = createHttpServer((_request, response) => {
      response.end(
        JSON.stringify({ AccessKeyId: 'A', SecretAccessKey: 'B', Token: 'C', Expiration: '2999-01-01T00:00:00Z' }),
      );
    });
    await new Promise<void>((resolve) => machine.listen(0, '127.0.0.1', resolve));
    const address = machine.address();
    const { code, stdout, stderr } = await profile(
      settings,
      { 'fails.sh': 'echo log in first >&2; exit 3' },
      {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`,
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      },
    );
    machine.close();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^companion: No usable AWS credentials: .*CloudShell.*\n$/);
    expect(stderr).toContain(why);
    expect(stderr).not.toContain('secret');
  });

  test('of a profile beside keys: one line says which are used', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'config'), '[profile learner]\naws_access_key_id = A\naws_secret_access_key = B\n');
    const { stderr } = await run(['organization-present'], {
      cwd,
      env: { ...keys, AWS_PROFILE: 'learner', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    });
    expect(stderr).toMatch(/^companion: AWS_PROFILE and AWS_ACCESS_KEY_ID are both set: .*\ncompanion: sts .*\n$/);
  });

  test('that have expired: every row unknown, told once on standard error', async () => {
    const { code, stdout, stderr } = await served({ extends: 'complete', faults: [{ match: '*', kind: 'expired' }] });
    expect(code).toBe(3);
    expect(JSON.parse(stdout).counts).toMatchObject({ pass: 0, fail: 0, unknown: expect.any(Number) });
    expect(stderr).toBe(
      'companion: The credentials have expired: sign in again (aws sso login, or new keys) and run this again.\n',
    );
  });

  test('of another account are that account’s report', async () => {
    const { code, stdout } = await served({ extends: 'complete' });
    expect({ code, account: JSON.parse(stdout).target.accountId }).toEqual({ code: 0, account: '111122223333' });
  });
});

const keys = { AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001', AWS_SECRET_ACCESS_KEY: 'sandbox', AWS_REGION: 'us-east-1' };

/** Runs `check` against the embedded AWS behind a socket, as any SDK would reach it. */
async function served(content: object): Promise<Outcome> {
  let checked: Promise<Outcome> | undefined;
  await run(['sandbox', world(content)], {
    onOutput: (text, kill) => {
      const url = /AWS_ENDPOINT_URL=(\S+)\n[^]*AWS_DEFAULT_REGION=\S+\n/.exec(text)?.[1];
      if (!url || checked) return;
      checked = run(['check', '--format', 'json'], { env: { ...keys, AWS_ENDPOINT_URL: url } });
      void checked.finally(() => kill('SIGTERM'));
    },
  });
  if (!checked) throw new Error('The sandbox printed no address.');
  return checked;
}

describe('an endpoint that does not answer', () => {
  test('refuses: every row unknown, exit 3, within 20 seconds', { timeout: 20_000 }, async () => {
    const { code, stdout, stderr } = await run(['check', '--format', 'json'], {
      env: { ...keys, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    });
    expect(code).toBe(3);
    const { checks, counts } = JSON.parse(stdout) as Report;
    expect(counts.unknown + counts.unverified).toBe(checks.length);
    expect(stderr).toMatch(/^companion: .*check the network.*\n$/);
  });

  test('says nothing: the same', { timeout: 20_000 }, async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { code } = await run(['check', '--format', 'json'], {
      env: { ...keys, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
    });
    silent.close();
    expect(code).toBe(3);
  });
});

test('interrupted, it says what is known and exits with 130', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : 0;
  let connected: (() => void) | undefined;
  silent.once('connection', () => connected?.());
  const { code, stdout } = await run(['check', '--format', 'json'], {
    env: { ...keys, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
    onStart: (kill) => (connected = () => kill('SIGINT')),
  });
  silent.close();
  expect(code).toBe(130);
  expect((JSON.parse(stdout) as Report).checks.find(({ id }) => id === 'role-trust')?.message).toContain('interrupted');
});
