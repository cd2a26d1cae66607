import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Asked, readLayers, sandboxOf, settle } from '../../src/settings.ts';
import { folder } from '../cli/run.ts';

interface Given {
  readonly args?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly file?: string;
  readonly profiles?: string;
}

async function read(
  { args = {}, env = {}, file, profiles }: Given,
  sandboxRegion?: string,
): Promise<Asked & { sandbox: string | undefined }> {
  const cwd = folder();
  if (file !== undefined) writeFileSync(join(cwd, 'companion.yaml'), file);
  writeFileSync(join(cwd, 'config'), profiles ?? '');
  // The SDK's reader of profiles looks at the process itself.
  vi.stubEnv('AWS_CONFIG_FILE', join(cwd, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(cwd, 'none'));
  vi.stubEnv('AWS_PROFILE', undefined);
  const layers = await readLayers(args, { env, cwd });
  return { ...(await settle(layers, { env, cwd }, sandboxRegion)), sandbox: sandboxOf(layers) };
}

afterEach(() => vi.unstubAllEnvs());

describe('who wins', () => {
  const flag = { region: 'us-east-1' };
  const own = { COMPANION_REGION: 'us-west-2' };
  const aws = { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-central-1' };
  const file = 'region: ca-central-1\n';
  const profiles = '[default]\nregion = ap-northeast-1\n';
  test.each<[string, Given, string]>([
    ['a flag over all', { args: flag, env: { ...own, ...aws }, file, profiles }, 'us-east-1'],
    ['our environment over that of AWS', { env: { ...own, ...aws }, file, profiles }, 'us-west-2'],
    ['AWS_REGION over AWS_DEFAULT_REGION', { env: aws, file, profiles }, 'eu-west-2'],
    ['the environment over the file', { env: { AWS_DEFAULT_REGION: 'eu-central-1' }, file, profiles }, 'eu-central-1'],
    ['the file over the profile', { file, profiles }, 'ca-central-1'],
    ['the profile when nothing else says', { profiles }, 'ap-northeast-1'],
    [
      'what is empty is not given',
      { args: { region: '' }, env: { AWS_REGION: '' }, file: 'region: ""\n', profiles },
      'ap-northeast-1',
    ],
  ])('%s', async (_, given, region) => expect((await read(given)).settings.region).toBe(region));

  test('the profile that was named is the one that is read', async () => {
    const named = { profiles: '[default]\nregion = us-east-1\n[profile class]\nregion = eu-west-2\n' };
    expect(await read({ ...named, args: { profile: 'class' } })).toMatchObject({
      profile: 'class',
      settings: { region: 'eu-west-2' },
    });
    expect(await read({ ...named, env: { AWS_PROFILE: 'class' } })).toMatchObject({
      profile: 'class',
      settings: { region: 'eu-west-2' },
    });
    await expect(read({ ...named, args: { profile: 'clas' } })).rejects.toThrow(
      '--profile: there is no AWS profile "clas"; did you mean class?',
    );
  });

  test('the embedded AWS knows its Region; the machine’s own AWS settings are not meant', async () => {
    const machine = { env: { AWS_REGION: 'eu-west-2', AWS_PROFILE: 'gone' } };
    expect(await read(machine, 'us-east-1')).toMatchObject({ settings: { region: 'us-east-1' } });
    expect(await read({ ...machine, args: { region: 'us-west-2' } }, 'us-east-1')).toMatchObject({
      settings: { region: 'us-west-2' },
    });
  });
});

test('companion.yml is read as companion.yaml is; who has both has to choose', async () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'companion.yml'), 'region: ca-central-1\n');
  expect((await readLayers({}, { env: {}, cwd })).given('region')).toEqual({
    values: ['ca-central-1'],
    from: 'companion.yml:1:9',
  });
  writeFileSync(join(cwd, 'companion.yaml'), 'region: us-east-1\n');
  await expect(readLayers({}, { env: {}, cwd })).rejects.toThrow(
    'There are both companion.yaml and companion.yml here: keep one of them, or name one with --config.',
  );
  expect((await readLayers({ config: 'companion.yaml' }, { env: {}, cwd })).text('region')).toBe('us-east-1');
});

test('without any Region the sentence says where to put it', async () => {
  await expect(read({})).rejects.toThrow(/^The Region is not known: .*--region us-east-1\.$/);
});

test.each([
  [{ region: 'us-eest-1' }, '--region: "us-eest-1" is no AWS Region; did you mean us-east-1?'],
  [{ region: 'moon' }, '--region: "moon" is no AWS Region; one looks like us-east-1.'],
  [
    { region: 'us-east-1', 'identity-center-region': 'eu_west_1' },
    '--identity-center-region: "eu_west_1" is no AWS Region; did you mean eu-west-1?',
  ],
])('%o', async (args, sentence) => {
  await expect(read({ args })).rejects.toThrow(sentence);
});

test('what the learner typed passes through unchanged', async () => {
  const typed = {
    'relay-state': ' https://x \\y\u00a0',
    'role-attribute': 'arn:a, arn:b ',
    instance: ' id ',
    'role-name': 'Rôle',
  };
  const { settings } = await read({ args: { region: 'us-east-1', ...typed } });
  expect(settings).toMatchObject({
    relayState: typed['relay-state'],
    roleAttribute: typed['role-attribute'],
    instance: typed.instance,
    names: { role: 'Rôle', group: 'ConnectAgents' },
  });
  const { settings: fromFile } = await read({
    file: 'region: us-east-1\nrelay-state: " https://x "\ninstance: 012345678901\n',
  });
  expect(fromFile).toMatchObject({ relayState: ' https://x ', instance: '012345678901' });
});

test.each<[string, Given, string | undefined]>([
  ['a name', { file: 'sandbox: empty\n' }, 'empty'],
  ['yes', { file: 'sandbox: true\n' }, 'complete'],
  ['no, over what the file says', { file: 'sandbox: empty\n', env: { COMPANION_SANDBOX: 'false' } }, undefined],
  ['the flag alone', { args: { sandbox: '' } }, 'complete'],
])('the sandbox is asked for by %s', async (_, given, world) => {
  expect((await read({ ...given, env: { AWS_REGION: 'us-east-1', ...given.env } })).sandbox).toBe(world);
});

test.each([
  ['AWS_ENDPOINT_URL', 'localhost:4566'],
  ['AWS_ENDPOINT_URL', 'http://127.0.0.1:port'],
  ['AWS_ENDPOINT_URL_IAM', 'ftp://127.0.0.1'],
])('%s=%s is no endpoint, unless nothing is sent to it', async (name, value) => {
  const env = { AWS_REGION: 'us-east-1', [name]: value };
  await expect(read({ env })).rejects.toThrow(`${name}: "${value}" is no address; one looks like http://`);
  expect(await read({ env }, 'us-east-1')).toMatchObject({ settings: { region: 'us-east-1' } });
  expect(await read({ env: { ...env, [name]: 'http://localhost:4566/' } })).toMatchObject({ strict: false });
});

describe('the settings file', () => {
  test.each([
    [
      'region: us-east-1\ninstnace: abc\n',
      'companion.yaml:2:1: there is no setting "instnace"; did you mean instance?',
    ],
    [
      'region: us-east-1\nzzzzzz: abc\n',
      'companion.yaml:2:1: there is no setting "zzzzzz"; companion check --help lists them.',
    ],
    ['region: [us-east-1]\n', 'companion.yaml:1:9: "region" should be one text.'],
    ['region: us-eest-1\n', 'companion.yaml:1:9: "us-eest-1" is no AWS Region; did you mean us-east-1?'],
    ['region: us-east-1\nstrict: perhaps\n', 'companion.yaml:2:9: "strict" should be true or false, not "perhaps".'],
    [
      'region: us-east-1\nformat: [list, pdf]\n',
      'companion.yaml:2:9: there is no format "pdf"; there are list, json, ',
    ],
    ['region: us-east-1\nregion: us-west-2\n', /^companion\.yaml:2:1: this is not valid YAML \(.*unique.*\)\.$/],
    ['region: [us-east-1\nstrict: true\n', /^companion\.yaml:\d+:\d+: this is not valid YAML/],
    ['region: us-east-1\nformat: [*nowhere]\n', /^companion\.yaml:2:10: this is not valid YAML \(.*nowhere.*\)\.$/],
    [`region: ${'- '.repeat(3000)}x\n`, /^companion\.yaml:\d+:\d+: this is not valid YAML \(.+\)\.$/],
    [`- ${'- '.repeat(3000)}x\n`, /^companion\.yaml:\d+:\d+: this is not valid YAML \(nested too deeply\)\.$/],
    [`region:\n  ${'? '.repeat(200)}x\n`, /^companion\.yaml:2:3: "region" should be one text\.$/],
    [`${'? '.repeat(200)}x\n`, /^companion\.yaml:1:3: there is no setting ""; companion check --help lists them\.$/],
    ['region: *nowhere\n', /^companion\.yaml:1:9: this is not valid YAML \(.*nowhere.*\)\.$/],
    ['relay-state: a\nrelay_state: b\n', 'companion.yaml:2:1: "relay-state" is given twice.'],
    ['format: [[list]]\n', 'companion.yaml:1:9: "format" should be a text or a list of texts.'],
    ['region: a\n---\nregion: b\n', 'companion.yaml:2:1: this is not valid YAML (a second document begins here).'],
    ['__proto__: x\n', 'companion.yaml:1:1: there is no setting "'],
    ['- region\n', 'companion.yaml:1:1: settings are written as "name: value", one on a line.'],
    ['just words\n', 'companion.yaml:1:1: settings are written as "name: value", one on a line.'],
  ])('%j', async (file, sentence) => {
    await expect(read({ file })).rejects.toThrow(sentence);
  });

  test('may be JSON, empty, say nothing, or write names as a roster does', async () => {
    expect(await read({ file: '{"region": "us-east-1", "strict": true}' })).toMatchObject({
      strict: true,
      settings: { region: 'us-east-1' },
    });
    expect(await read({ file: '', args: { region: 'us-east-1' } })).toMatchObject({ strict: false });
    expect(await read({ file: 'region: us-east-1\nrelay_state: x\nroleAttribute: y\n' })).toMatchObject({
      settings: { relayState: 'x', roleAttribute: 'y' },
    });
    expect(await read({ file: '# nothing\n', args: { region: 'us-east-1' } })).toMatchObject({ strict: false });
  });

  test('that was named has to be there', async () => {
    await expect(read({ args: { config: 'other.yaml' } })).rejects.toThrow(
      'The settings file other.yaml cannot be read: there is no such file.',
    );
  });
});

describe('formats', () => {
  const outputs = async (format: string[] | string) => (await read({ args: { region: 'us-east-1', format } })).outputs;
  test('are the list unless one is asked for', async () => {
    expect((await read({ args: { region: 'us-east-1' } })).outputs).toEqual([{ format: 'list' }]);
    expect(await outputs(['json', 'junit=a=b.xml'])).toEqual([
      { format: 'json' },
      { format: 'junit', file: expect.stringMatching(/\/a=b\.xml$/) },
    ]);
    expect((await read({ env: { AWS_REGION: 'us-east-1', COMPANION_FORMAT: 'list,csv=x.csv' } })).outputs).toHaveLength(
      2,
    );
  });
  test.each([
    [['list', 'json'], '--format: only one format can go to standard output'],
    [['list', 'json=x', 'csv=./x'], '--format: two formats cannot go to the same file'],
    ['jsn', '--format: there is no format "jsn"; did you mean json?'],
    ['toString', '--format: there is no format "toString"; there are list, json'],
    ['json=', '--format: "json=" names no file after the =.'],
  ])('%j', async (format, sentence) => {
    await expect(outputs(format)).rejects.toThrow(sentence);
  });
});

test.each(['', 'empty', './my.json'])('--sandbox=%s', async (sandbox) => {
  expect((await read({ args: { sandbox } }, 'us-east-1')).sandbox).toBe(sandbox || 'complete');
});

describe('files of evidence', () => {
  const inFolder = async (setting: 'saml' | 'metadata', prepare: (path: string) => void) => {
    const path = join(folder(), 'evidence');
    prepare(path);
    await read({ args: { region: 'us-east-1', [setting]: path } });
  };
  test.each(['saml', 'metadata'] as const)('--%s', async (setting) => {
    await expect(inFolder(setting, () => {})).rejects.toThrow(
      new RegExp(`^--${setting}: .*evidence cannot be read: there is no such file\\.$`),
    );
    await expect(inFolder(setting, (path) => mkdirSync(path))).rejects.toThrow(/cannot be read: it is a folder\.$/);
    await expect(inFolder(setting, (path) => writeFileSync(path, Buffer.alloc(51 * 1024 * 1024)))).rejects.toThrow(
      /is larger than \d+ MB/,
    );
    await expect(inFolder(setting, (path) => writeFileSync(path, 'no SAML at all'))).rejects.toThrow(
      new RegExp(`^--${setting}: .*evidence: .+\\.$`),
    );
  });

  test('without an end are refused', async () => {
    await expect(read({ args: { region: 'us-east-1', saml: '/dev/zero' } })).rejects.toThrow(
      '--saml: /dev/zero is larger than 10 MB',
    );
  });
});
