import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Fault, loadWorld, mergeWorld, Sandbox, serve } from '../../src/sandbox/index.ts';
import { evidence } from '../account.ts';
import { folder, type Outcome, run } from '../cli/run.ts';
import { capture, filesIn, givenAway, planted, response, type Written } from './planted.ts';

interface Tried extends Outcome {
  readonly files: readonly Written[];
}

/** Runs the built command where secrets lie on every side, and gathers all that it leaves behind. */
async function tried(args: readonly string[], world = 'signed-in', faults: readonly Fault[] = []): Promise<Tried> {
  const served = await serve(new Sandbox(mergeWorld(loadWorld(world), { faults })));
  const cwd = folder();
  writeFileSync(join(cwd, 'capture.har'), capture());
  writeFileSync(
    join(cwd, 'broken.xml'),
    response.slice(0, -40).replace('Version=', `pass="${planted.password}" Version=`),
  );
  writeFileSync(
    join(cwd, 'class.csv'),
    `learner,account,role_arn,external_id,saml\nAna,,arn:aws:iam::111122223333:role/Nobody,ext-1,capture.har\n`,
  );
  const env = {
    AWS_ENDPOINT_URL: served.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001',
    AWS_SECRET_ACCESS_KEY: planted.secretKey,
    AWS_SESSION_TOKEN: planted.sessionToken,
    HTTP_PROXY: `http://me:${planted.proxy}@127.0.0.1:9`,
    DEBUG: '1',
  };
  const outcome = await run(args, { cwd, env }).finally(() => void served.close());
  return { ...outcome, files: filesIn(cwd, 'capture.har', 'broken.xml', 'class.csv') };
}

/** A class page carries its data packed. */
const unpacked = (text: string): string => {
  const packed = [...text.matchAll(/[A-Za-z0-9+/]{200,}={0,2}/g)].flatMap(([piece]) => {
    try {
      return [gunzipSync(Buffer.from(piece, 'base64')).toString('utf8')];
    } catch {
      return [];
    }
  });
  return [text, ...packed].join('\n');
};

const every = ['json', 'junit', 'markdown', 'github', 'html', 'csv', 'list'].flatMap((format) => [
  '--format',
  `${format}=out/${format}`,
]);
const typed = ['--relay-state', evidence.relayState, '--role-attribute', evidence.roleAttribute];

test('what is looked for is there to be found', () => {
  expect(givenAway(capture())).toEqual(
    expect.arrayContaining(['federationToken', 'cookie', 'password', 'the whole response']),
  );
  expect(givenAway(`x ${planted.secretKey} ${planted.sessionToken}`)).toEqual(['secretKey', 'sessionToken']);
});

describe.each<[string, string[], string?, Fault[]?]>([
  [
    'a check with a capture, in every format, and a bundle',
    ['check', '--saml', 'capture.har', ...every, '--bundle', 'bundle.json', '--debug'],
  ],
  ['a check of the capture on screen', ['check', '--saml', 'capture.har', ...typed]],
  ['a capture that cannot be read', ['check', '--saml', 'broken.xml', '--debug']],
  ['a capture given for metadata', ['check', '--metadata', 'capture.har', '--debug']],
  ['everything refused', ['check', ...every, '--debug'], 'complete', [{ match: '*', kind: 'denied' }]],
  ['no answer that makes sense', ['check', '--debug'], 'complete', [{ match: '*', kind: 'html503' }]],
  ['credentials that have expired', ['check', '--debug'], 'complete', [{ match: '*', kind: 'expired' }]],
  [
    'a fix and its journal',
    ['fix', '--yes', '--accept', 'organization-present/missing', ...typed, '--debug'],
    'after-step-4',
  ],
  ['a plan', ['fix', '--plan', 'plan.json', ...typed], 'trust-wrong-provider'],
  ['a guide', ['guide', '--format', 'html=guide.html', '--saml', 'capture.har']],
  ['a class', ['audit', '--roster', 'class.csv', ...every, '--jsonl', 'class.jsonl', '--debug']],
])('%s', (_, args, world, faults) => {
  test('gives no secret away, and what is written only its owner may read', { timeout: 60_000 }, async () => {
    const { stdout, stderr, files } = await tried(args, world, faults);
    expect(stderr).not.toMatch(/unexpected error/);
    for (const [where, text] of [
      ['standard output', stdout],
      ['standard error', stderr],
      ...files.map((file) => [file.path, file.text]),
    ])
      expect([where, givenAway(unpacked(text ?? ''))]).toEqual([where, []]);
    for (const { path, mode } of files) expect([path, mode.toString(8)]).toEqual([path, '600']);
    const wanted = args.flatMap((word, i) =>
      ['--bundle', '--jsonl', '--plan'].includes(word)
        ? [args[i + 1] ?? '']
        : (/^(?:json|junit|markdown|github|html|csv|list)=(.*)$/.exec(word)?.slice(1) ?? []),
    );
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(wanted));
    if (args[0] === 'fix' && !args.includes('--plan'))
      expect(paths.some((path) => path.startsWith('.companion/'))).toBe(true);
  });
});
