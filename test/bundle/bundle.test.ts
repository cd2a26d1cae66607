import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc } from '../random.ts';
import { expect, test } from 'vitest';
import { makeBundle, printBundle, readBundle, settingsOf } from '../../src/bundle/bundle.ts';
import { Pseudonyms } from '../../src/bundle/pseudonyms.ts';
import { recording } from '../../src/bundle/record.ts';
import { replaying } from '../../src/bundle/replay.ts';
import { judge } from '../../src/judge.ts';
import { loadChecks } from '../../src/registry.ts';
import type { Report } from '../../src/report/model.ts';
import { loadWorld, Sandbox, worldNames } from '../../src/sandbox/index.ts';
import { osa } from '../../src/text/near.ts';
import { accountIn, evidence, settingsFor } from '../account.ts';
import { folder, run } from '../cli/run.ts';
import { base64, signedResponse, signInHar } from '../saml/sign.ts';

const checks = await loadChecks();
const verdicts = ({ checks: rows }: Report): string[] =>
  rows.map(({ id, status, evidence: by, permission, blockedBy, problems }) =>
    [id, status, by, permission, blockedBy, problems.map(({ code }) => code)].map(String).join(' '),
  );

async function bundled(world: string, given: Partial<Parameters<typeof settingsFor>[0]> = {}) {
  const { aws, sandbox } = accountIn(world);
  const settings = settingsFor({ region: sandbox.state.region, ...given });
  const record = recording(aws, settings.region);
  const report = await judge(checks, record.aws, settings, new Date('2026-06-01T10:00:00Z')).report;
  const text = printBundle(makeBundle(record.reads, report, settings).bundle);
  return { report, text };
}

async function replayed(text: string): Promise<Report> {
  const bundle = readBundle(text, 'b.json');
  const settings = settingsOf(bundle);
  return judge(checks, replaying(bundle.reads, settings.region), settings, new Date(bundle.takenAt)).report;
}

test.each(worldNames())('%s: the same verdicts, codes and permissions offline', { timeout: 60_000 }, async (world) => {
  for (const given of [{}, evidence]) {
    const { report, text } = await bundled(world, given);
    expect(verdicts(await replayed(text))).toEqual(verdicts(report));
  }
});

test('nobody and no account is named in it', async () => {
  const { text } = await bundled('signed-in', evidence);
  const decoded = `${text}${[...text.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)].map(([token]) => Buffer.from(token, 'base64').toString('latin1')).join('\n')}${decodeURIComponent(
    text
      .replaceAll('%', '%25')
      .replaceAll('%25', '%')
      .replace(/%(?![0-9A-Fa-f]{2})/g, '%25'),
  )}`;
  for (const secret of [
    '111122223333',
    'agent1@',
    'agent2@',
    '"Ana',
    'Lopez',
    'Okafor',
    'operator',
    'sourceIPAddress',
    'userAgent',
    'AKIASANDBOX',
  ])
    expect(decoded).not.toContain(secret);
  // What a helper needs stays readable.
  for (const kept of ['Connect-SSO-Policy', 'ConnectAgents', '3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47'])
    expect(decoded).toContain(kept);
});

test('nobody is named wherever a name stands: refusals, session names, other scripts', async () => {
  const world = JSON.parse(
    JSON.stringify(loadWorld('signed-in')).replaceAll('agent1@example.com', 'petra.planted'),
  ) as {
    caller: { arn: string };
    identityCenter: Record<string, { users: Record<string, { displayName: string; name: object }> }>;
  };
  world.caller.arn = 'arn:aws:iam::111122223333:user/staff/planted.caller';
  for (const user of Object.values(world.identityCenter['ssoins-7223c0ffee5e1f04']?.users ?? {}))
    Object.assign(user, { displayName: 'Ольга Плантед', name: { givenName: 'Ольга', familyName: '李' } });
  const sandbox = new Sandbox(world);
  sandbox.inject({ match: 'iam:GetRole', kind: 'denied' });
  const { aws } = accountIn(sandbox);
  const record = recording(aws, 'us-east-1');
  const report = await judge(checks, record.aws, settingsFor(), new Date()).report;
  const { bundle, replacements } = makeBundle(record.reads, report, settingsFor());
  const text = printBundle(bundle);
  expect(JSON.stringify(record.reads)).toMatch(/planted\.caller is not authorized/);
  expect(JSON.stringify(record.reads)).toMatch(/AROASANDBOXCONNECTSSO:petra\.planted/);
  expect(text).not.toMatch(/planted|petra|Ольга|Плантед|李/i);
  expect(verdicts(await replayed(text))).toEqual(verdicts(report));
  // What is shown as masked are things of the account, never a name that we made.
  const real = JSON.stringify(record.reads);
  for (const { from } of replacements)
    expect(decodeURIComponent(real.replace(/%(?![0-9A-F]{2})/g, '%25'))).toContain(from);
});

const address = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9]{4,12}$/), fc.stringMatching(/^[a-z]{4,10}$/))
  .map(([name, host]) => `${name}@${host}.com`);

test('pseudonyms keep what checks compare: equality, case, length, the slip of a letter', () => {
  fc.assert(
    fc.property(address, address, fc.nat(), (one, other, at) => {
      const names = new Pseudonyms();
      const to = (each: string): string => names.email(each);
      expect(to(one) === to(other)).toBe(one === other);
      expect(to(one.toUpperCase()).toLowerCase()).toBe(to(one).toLowerCase());
      expect(to(one)).toHaveLength(one.length);
      const local = one.indexOf('@');
      const index = at % local;
      const slipped = one.slice(0, index) + (one[index] === 'q' ? 'w' : 'q') + one.slice(index + 1);
      expect(osa(to(one).toLowerCase(), to(slipped).toLowerCase())).toBeLessThanOrEqual(
        Math.max(1, osa(one.toLowerCase(), slipped.toLowerCase())),
      );
    }),
  );
});

test('the command: shows what is masked, writes for its owner alone, judges from it without an account', async () => {
  const cwd = folder();
  const made = await run(['check', '--sandbox=email-case', '--bundle', 'help.json'], { cwd });
  expect(made.code).toBe(1);
  expect(made.stderr).toContain('Masked in it:\n  account id      111122223333 → 100000000001\n');
  expect(made.stderr).toMatch(/[Aa]gent1@example\.com → /);
  expect(made.stderr.indexOf('Masked')).toBeLessThan(made.stderr.indexOf('written: help.json'));
  expect(statSync(join(cwd, 'help.json')).mode & 0o777).toBe(0o600);
  const { code, stdout, stderr } = await run(['check', '--from-bundle', 'help.json', '--format', 'json'], { cwd });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^companion: help\.json was made on 20.*; names in it are masked\.\n$/);
  const there = JSON.parse((await run(['check', '--sandbox=email-case', '--format=json'])).stdout) as Report;
  expect(verdicts(JSON.parse(stdout) as Report)).toEqual(verdicts(there));
  expect(readFileSync(join(cwd, 'help.json'), 'utf8')).not.toContain('111122223333');
});

test('every replacement is shown, however many there are, and none is broken', async () => {
  const cwd = folder();
  const names = Array.from({ length: 40 }, (_, n) => `person${n}@example.org`);
  const users = Object.fromEntries(
    names.map((value, n) => [
      `90677a3c-0000-4000-8000-${String(n).padStart(12, '0')}`,
      { userName: value, emails: [{ value, primary: true }] },
    ]),
  );
  const world = { extends: 'complete', identityCenter: { 'ssoins-7223c0ffee5e1f04': { users } } };
  writeFileSync(join(cwd, 'many.json'), JSON.stringify(world));
  const { stderr } = await run(['check', '--sandbox=./many.json', '--bundle', 'help.json'], { cwd });
  for (const name of names) expect(stderr).toMatch(new RegExp(`(  |, )${name.replace('.', '\\.')} → \\S+@\\S+\\.org`));
  expect(stderr).not.toContain(' more of ');
  for (const line of stderr.split('\n').filter((each) => each.includes(' → ')))
    expect(line.length).toBeLessThanOrEqual(110);
});

const relay = 'https://us-east-1.console.aws.amazon.com/connect/federate/3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47';
test.each<[string, string, string]>([
  ['that holds', `${relay}?destination=%2Fconnect%2Fccp`, 'pass'],
  [
    'with a token beside the destination',
    `${relay}?destination=%2Fconnect%2Fccp&code=PLANTEDrelayTOKEN0123456789`,
    'pass',
  ],
  [
    'with a token inside the destination',
    `${relay}?destination=%2Fconnect%2Fccp%3Fcode%3DPLANTEDrelayTOKEN0123456789`,
    'pass',
  ],
  ['to another instance', `${relay.replace('3f7c', 'aaaa')}?code=PLANTEDrelayTOKEN0123456789`, 'fail'],
  ['with an opaque relay state', 'PLANTEDrelayTOKEN0123456789', 'fail'],
  ['with a long opaque relay state', 'PLANTEDrelayTOKEN0123456789'.repeat(200), 'fail'],
])(
  'the command, with a captured sign-in %s: the same verdicts offline, nothing that signs in',
  async (_, state, verdict) => {
    const cwd = folder();
    const extra =
      '<saml2:Attribute Name="urn:planted"><saml2:AttributeValue>PLANTEDattribute</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement>';
    const signed = signedResponse({}, { key: readFileSync('fixtures/worlds/sandbox-signing-key.pem', 'utf8') });
    for (const response of [signed, signed.replace('</saml2:AttributeStatement>', extra)]) {
      writeFileSync(
        join(cwd, 'sign-in.har'),
        signInHar(response, state)
          .replace('token=secret', 'token=PLANTEDtoken')
          .replaceAll(
            `"${relay}?destination=%2Fconnect%2Fccp"`,
            `"${relay}?destination=%2Fconnect%2Fccp&code=PLANTEDcode"`,
          ),
      );
      const args = ['check', '--sandbox=signed-in', '--saml=sign-in.har', '--format=json'];
      const made = await run([...args, '--bundle=help.json'], { cwd });
      expect(made.stderr).toContain('left out: the captured sign-in');
      const { code, stdout } = await run(['check', '--from-bundle=help.json', '--format=json'], { cwd });
      const [here, there] = [made.stdout, stdout].map((text) => JSON.parse(text) as Report);
      if (!here || !there) throw new Error('there is no report');
      expect(code).toBe(made.code);
      expect(verdicts(there)).toEqual(verdicts(here));
      expect(there.checks.filter(({ evidence: by }) => by === 'captured').length).toBeGreaterThan(1);
      if (!response.includes('PLANTED')) expect(there.verdict).toBe(verdict);
      const bundle = readFileSync(join(cwd, 'help.json'), 'utf8');
      const [signature = '?'] = /(?<=<ds:SignatureValue>)[^<]{30}/.exec(response) ?? [];
      const [digest = '?'] = /(?<=<ds:DigestValue>)[^<]{30}/.exec(response) ?? [];
      const secrets = [
        'PLANTED',
        signature,
        digest,
        base64(response).slice(200, 260),
        'agent1@',
        '111122223333',
        'SAMLResponse',
      ];
      for (const secret of secrets) expect(bundle).not.toContain(secret);
    }
  },
);

test('what somebody changed in it is no bundle any more, or says what it says', async () => {
  const { text } = await bundled('signed-in', evidence);
  const { checks: rows } = await replayed(text);
  const [row] = rows;
  const changed = (change: object): string => JSON.stringify({ ...(JSON.parse(text) as object), ...change });
  expect(readBundle(changed({ captured: [row] }), 'b.json').captured).toHaveLength(1);
  for (const change of [
    { takenAt: '\u001b[31m now' },
    { captured: [{ ...row, status: 'great' }] },
    { captured: [{ ...row, problems: [{ code: 1 }] }] },
    { reads: [{ service: 'iam', operation: 'GetRole', region: 'us-east-1', input: {}, error: {} }] },
    { settings: { region: 'us-east-1', names: {} } },
  ])
    expect(() => readBundle(changed(change), 'b.json')).toThrow('b.json is no bundle of this tool');
  expect(() => readBundle(changed({ schema: 'workshop-companion/bundle@2' }), 'b.json')).toThrow('another version');
});

test.each([
  ['--expect=empty', '--expect'],
  ['--relay-state=https://x', '--relay-state'],
  ['--bundle=other.json', '--bundle'],
])('with a bundle %s would say nothing, so it is refused', async (flag, name) => {
  const { code, stdout, stderr } = await run(['check', '--from-bundle=help.json', flag]);
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: `companion: --from-bundle and ${name} exclude each other: a bundle is judged as it was made.\n`,
  });
});

test.each([
  ['{}', 'help.json is no bundle of this tool (companion check --bundle FILE writes one).'],
  ['<x>', 'help.json is no bundle of this tool: it is not JSON.'],
  [
    '{"schema":"workshop-companion/bundle@1","reads":[{"service":1}],"settings":{"region":"x","names":{}},"takenAt":"x","captured":[]}',
    'help.json is no bundle of this tool (companion check --bundle FILE writes one).',
  ],
])('a file that is none: %s', async (text, says) => {
  const cwd = folder();
  writeFileSync(join(cwd, 'help.json'), text);
  const { code, stdout, stderr } = await run(['check', '--from-bundle=help.json'], { cwd });
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `companion: ${says}\n` });
});
