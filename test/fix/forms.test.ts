import { execFileSync } from 'node:child_process';
import { fc } from '../random.ts';
import { describe, expect, test } from 'vitest';
import { commandLine, kebab } from '../../src/fix/command-line.ts';
import { differenceOf } from '../../src/fix/difference.ts';
import { covers, same, type State } from '../../src/fix/state.ts';

/** What a shell makes of the line. */
const words = (line: string): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

// As botocore's xform_name answers.
test.each([
  ['CreateSAMLProvider', 'create-saml-provider'],
  ['SAMLMetadataDocument', 'saml-metadata-document'],
  ['SAMLProviderArn', 'saml-provider-arn'],
  ['UpdateAssumeRolePolicy', 'update-assume-role-policy'],
  ['CreatePolicyVersion', 'create-policy-version'],
  ['SetAsDefault', 'set-as-default'],
  ['SecurityProfileIds', 'security-profile-ids'],
  ['InstanceId', 'instance-id'],
  ['IdentityStoreId', 'identity-store-id'],
  ['EnableAllFeatures', 'enable-all-features'],
  ['ListHITs', 'list-hits'],
])('%s is %s to the aws command', (name, spelt) => expect(kebab(name)).toBe(spelt));

describe('a command line', () => {
  test('says every value as data, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc
          .string({ unit: 'binary', minLength: 1 })
          .filter((text) => !/[\0\ud800-\udfff]/.test(text) && !/^(file|fileb):\/\//.test(text)),
        (name) => {
          const line = commandLine(
            { service: 'iam', operation: 'DeleteRole', input: { RoleName: name } },
            { region: 'us-east-1' },
          );
          const expected = name.startsWith('-') ? [`--role-name=${name}`] : ['--role-name', name];
          expect(words(line)).toEqual(['aws', 'iam', 'delete-role', ...expected]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('has lists, flags, documents, Region and profile as the aws command wants them', () => {
    const version = commandLine(
      {
        service: 'iam',
        operation: 'CreatePolicyVersion',
        input: { PolicyArn: 'arn:aws:iam::1:policy/p', PolicyDocument: '{"a": "it\'s"}', SetAsDefault: true },
      },
      { region: 'eu-west-2', profile: 'my class' },
    );
    expect(words(version)).toEqual([
      'aws',
      'iam',
      'create-policy-version',
      '--policy-arn',
      'arn:aws:iam::1:policy/p',
      '--policy-document',
      '{"a": "it\'s"}',
      '--set-as-default',
      '--profile',
      'my class',
    ]);
    const user = commandLine(
      {
        service: 'connect',
        operation: 'UpdateUserSecurityProfiles',
        input: { InstanceId: 'i', UserId: 'u', SecurityProfileIds: ['a', 'b'] },
        region: 'us-west-2',
      },
      { region: 'eu-west-2' },
    );
    expect(words(user).slice(3)).toEqual([
      '--instance-id',
      'i',
      '--user-id',
      'u',
      '--security-profile-ids',
      'a',
      'b',
      '--region',
      'us-west-2',
    ]);
  });

  test('names the metadata file, and gives whole what would be taken for one', () => {
    const metadata = { text: '<EntityDescriptor/>', path: '/tmp/a b.xml' };
    const create = {
      service: 'iam',
      operation: 'CreateSAMLProvider',
      input: { Name: 'n', SAMLMetadataDocument: metadata.text },
    } as const;
    expect(words(commandLine(create, { region: 'us-east-1', metadata }))).toContain('file:///tmp/a b.xml');
    const odd = commandLine(
      { service: 'iam', operation: 'DeleteRole', input: { RoleName: 'file:///etc/passwd' } },
      { region: 'us-east-1' },
    );
    expect(words(odd)).toEqual(['aws', 'iam', 'delete-role', '--cli-input-json', '{"RoleName":"file:///etc/passwd"}']);
  });
});

describe('a difference', () => {
  test('is of what a document says, not of its blanks and order', () => {
    expect(differenceOf({ trust: '{"Version":"1","Id":"a"}' }, { trust: '{\n "Id": "a", "Version": "1" }' })).toEqual(
      [],
    );
    expect(differenceOf({ trust: '{"Version":"1","Id":"a"}' }, { trust: '{"Version":"1","Id":"b"}' })).toEqual([
      ' {',
      '   "Version": "1",',
      '-  "Id": "a"',
      '+  "Id": "b"',
      ' }',
    ]);
  });

  test('is nothing where nothing was', () => expect(differenceOf(null, { trust: '{}' })).toEqual([]));
});

const states = fc.letrec<{ state: State }>((tie) => ({
  state: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
    fc.array(tie('state'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('state'), { maxKeys: 3 }),
  ),
})).state;

describe('what is there', () => {
  test('covers itself, whatever came by way of a journal', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(same(state, JSON.parse(JSON.stringify(state)) as State)).toBe(true);
      }),
    );
  });

  test('may say more than was expected, and not less or other', () => {
    expect(covers({ id: 1, name: 'a' }, { name: 'a' })).toBe(true);
    expect(covers({ name: 'a' }, { id: 1, name: 'a' })).toBe(false);
    expect(covers(null, { name: 'a' })).toBe(false);
    expect(covers({ name: 'a' }, null)).toBe(false);
    expect(covers(['b', 'a'], ['a', 'b'])).toBe(true);
    expect(covers(['a', 'b'], ['a'])).toBe(false);
    expect(covers('{"a": 1}', '{"a":1}')).toBe(true);
    expect(covers('{"a": 1}', '{"a":2}')).toBe(false);
  });
});
