import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  loadWorld,
  mergeWorld,
  type MetadataSpec,
  Sandbox,
  type State,
  type World,
  WorldError,
  worldNames,
} from '../../src/sandbox/index.ts';
import { account, aplId } from './clients.ts';

const folder = mkdtempSync(join(tmpdir(), 'worlds-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const refusal = (load: () => unknown): string => {
  try {
    load();
  } catch (error) {
    if (error instanceof WorldError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
};
const metadataOf = (world: World): string => {
  const [provider] = Object.values(new Sandbox(world).state.accounts[account]?.iam.samlProviders ?? {});
  return provider?.metadata ?? '';
};
const certificatesOf = (metadata: string): X509Certificate[] =>
  [...metadata.matchAll(/<ds:X509Certificate>([^<]+)</g)].map(
    ([, base64 = '']) => new X509Certificate(Buffer.from(base64, 'base64')),
  );

describe('worlds that are shipped', () => {
  test.each(worldNames())('%s loads, says what it is, and becomes a sandbox', (name) => {
    const world = loadWorld(name);
    expect(world.title).toMatch(/^[A-Z].{5,60}$/);
    expect(world.description).toMatch(/^[A-Z].*\.$/s);
    const before = structuredClone(world);
    const sandbox = new Sandbox(world);
    expect(world).toEqual(before);
    // What a sandbox holds is a world again, and the same one.
    const state: State = sandbox.snapshot();
    expect(new Sandbox(state).snapshot()).toEqual(state);
  });
  test('titles are told apart', () => {
    const titles = worldNames().map((name) => loadWorld(name).title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('metadata', () => {
  test('is what Identity Center would offer, with a certificate that is valid today', () => {
    const metadata = metadataOf(loadWorld('complete'));
    expect(metadata).toContain(
      `entityID="https://portal.sso.us-east-1.amazonaws.com/saml/assertion/${Buffer.from(`${account}_ins-${aplId.slice(4)}`).toString('base64')}"`,
    );
    const [certificate, ...more] = certificatesOf(metadata);
    expect(more).toEqual([]);
    expect(certificate?.verify(certificate.publicKey)).toBe(true);
    expect(certificate?.subject).toBe('O=Amazon\nOU=IDAS\nCN=amazonaws.com');
    expect(new Date(certificate?.validFrom ?? '') < new Date()).toBe(true);
    expect(new Date(certificate?.validTo ?? '') > new Date(Date.now() + 1000 * 86_400_000)).toBe(true);
    expect(metadataOf(loadWorld('complete'))).toBe(metadata);
  });
  test('follows Identity Center to its Region', () => {
    expect(metadataOf(loadWorld('identity-center-elsewhere'))).toContain(
      'https://portal.sso.eu-west-1.amazonaws.com/saml/assertion/',
    );
  });
  test('may be text, expire, or be in rotation', () => {
    const patched = (metadata: Partial<MetadataSpec> | string): string =>
      metadataOf(
        mergeWorld(loadWorld('complete'), {
          accounts: { [account]: { iam: { samlProviders: { 'Connect-SSO': { metadata } } } } },
        }),
      );
    expect(patched('anything at all')).toBe('anything at all');
    const [expired] = certificatesOf(patched({ notAfter: '-2d' }));
    expect(new Date(expired?.validTo ?? '') < new Date()).toBe(true);
    const rotated = certificatesOf(
      patched({ certificates: [{ notAfter: '+20d' }, { notAfter: '2060-01-01T00:00:00Z' }] }),
    );
    expect(rotated).toHaveLength(2);
    expect(rotated[1]?.validTo).toMatch(/2060/);
    expect(patched({ account: '999999999999', region: 'eu-central-1' })).toContain('https://portal.sso.eu-central-1.');
  });
});

describe('variants', () => {
  test('are merge patches: members change, null takes away, lists are replaced', () => {
    const base: World = {
      region: 'us-east-1',
      accounts: { [account]: { iam: { roles: { a: { trust: 't', attached: ['x', 'y'] }, b: { trust: 't' } } } } },
    };
    const merged = mergeWorld(base, {
      accounts: { [account]: { iam: { roles: { a: { attached: ['z'] }, b: null } } } },
    });
    expect(merged.accounts?.[account]?.iam?.roles).toEqual({ a: { trust: 't', attached: ['z'] } });
    expect(base.accounts?.[account]?.iam?.roles).toHaveProperty('b');
  });
  test('may rename first, in place', () => {
    const base = loadWorld('complete');
    const merged = mergeWorld(base, {
      rename: { [`/accounts/${account}/iam/roles/Connect-SSO`]: 'connect-sso' },
      accounts: { [account]: { iam: { roles: { 'connect-sso': { maxSessionDuration: 7200 } } } } },
    });
    const { roles } = merged.accounts?.[account]?.iam ?? {};
    expect(Object.keys(roles ?? {})).toEqual(['connect-sso']);
    expect(roles?.['connect-sso']?.maxSessionDuration).toBe(7200);
    expect(refusal(() => mergeWorld(base, { rename: { '/accounts/nobody': 'x' } }))).toContain('/accounts/nobody');
  });
  test('may extend by path, and not themselves', () => {
    file('base.json', '{"extends": "empty", "title": "Base"}');
    expect(loadWorld(file('variant.json', '{"extends": "base.json", "region": "eu-west-1"}'))).toMatchObject({
      title: 'Base',
      region: 'eu-west-1',
    });
    expect(refusal(() => loadWorld(file('loop.json', '{"extends": "loop.json"}')))).toContain('extends itself');
  });
});

describe('a bad world is refused in a sentence', () => {
  test.each([
    ['a name that is nearly right', () => loadWorld('complet'), /no world called "complet": did you mean complete\?/],
    ['a name that is nothing like it', () => loadWorld('qqqqqqqqqqqq'), /there are .*complete, /],
    ['no JSON', () => loadWorld(file('bad.json', '{\n  "title": "x",\n  oops\n}')), /bad\.json:3 is not JSON/],
    ['too little JSON', () => loadWorld(file('cut.json', '{\n  "title": "x"')), /cut\.json:2 is not JSON/],
    ['no object', () => loadWorld(file('list.json', '[]')), /must hold one object/],
    ['a folder', () => loadWorld(folder), /cannot be read/],
    ['a prototype', () => loadWorld(file('proto.json', '{"accounts": {"__proto__": {}}}')), /__proto__/],
    ['a patch of the prototype', () => mergeWorld({}, JSON.parse('{"__proto__": {"polluted": true}}')), /__proto__/],
    [
      'a member that is misspelt',
      () => loadWorld(file('typo.json', `{"extends":"complete","accounts":{"${account}":{"iam":{"role":{}}}}}`)),
      /accounts\.111122223333\.iam has no member "role": did you mean roles\?/,
    ],
    [
      'a member of another kind',
      () => loadWorld(file('kind.json', '{"extends":"complete","pageSize":"2"}')),
      /pageSize must be a number, not string/,
    ],
    [
      'an account that is none',
      () => loadWorld(file('account.json', '{"extends":"complete","accounts":{"12":{}}}')),
      /accounts\.12 must be called by twelve digits/,
    ],
    [
      'a fault that is none',
      () => loadWorld(file('fault.json', '{"extends":"complete","faults":[{"match":"*","kind":"broken"}]}')),
      /kind must be one of denied, /,
    ],
    [
      'a moment that is none',
      () =>
        loadWorld(
          file(
            'moment.json',
            `{"extends":"complete","identityCenter":{"ssoins-7223c0ffee5e1f04":{"createdDate":"soon"}}}`,
          ),
        ),
      /createdDate must be a moment/,
    ],
    [
      'a Region that is none',
      () => loadWorld(file('mars.json', '{"extends":"complete","region":"mars"}')),
      /mars\.json: region: "mars" is no AWS Region; one looks like us-east-1\.$/,
    ],
    [
      'a Region that is misspelt, where an instance is',
      () =>
        loadWorld(file('eest.json', `{"extends":"complete","accounts":{"${account}":{"connect":{"us-eest-1":{}}}}}`)),
      /eest\.json: accounts\.111122223333\.connect: "us-eest-1" is no AWS Region; did you mean us-east-1\?$/,
    ],
    ['no caller', () => loadWorld(file('caller.json', '{}')), /caller\.account is missing/],
  ])('%s', (_what, load, says) => {
    expect(refusal(load)).toMatch(says);
    expect(refusal(load)).not.toContain('\n');
  });
});
