import { applicationMetadata } from '../metadata.ts';
import type { Reader } from '../reader.ts';
import type { Iam, IdentityCenter, Principal } from '../world.ts';
import { derivedId, longAgo } from './defaults.ts';

export type IdentityCenters = { readonly [id: string]: IdentityCenter };

export function readIam(at: Reader, account: string, centers: IdentityCenters): Iam {
  return {
    samlProviders: at.each('samlProviders', (provider, name) => ({
      metadata: readMetadata(provider, centers),
      ...provider.optional('assertionEncryptionMode', provider.text),
      uuid: provider.text('uuid', `SAMLP${derivedId(`${account} provider ${name}`)}`),
      createDate: provider.moment('createDate', longAgo),
    })),
    policies: at.each('policies', (policy, name) => ({
      path: policy.text('path', '/'),
      policyId: policy.text('policyId', `ANPA${derivedId(`${account} policy ${name}`)}`),
      ...policy.optional('description', policy.text),
      defaultVersion: policy.text('defaultVersion', 'v1'),
      versions: policy.each('versions', (version) => ({
        document: version.document('document'),
        createDate: version.moment('createDate', longAgo),
      })),
    })),
    roles: at.each('roles', (role, name) => ({
      ...readPrincipal(role),
      roleId: role.text('roleId', `AROA${derivedId(`${account} role ${name}`)}`),
      ...role.optional('description', role.text),
      trust: role.document('trust'),
      maxSessionDuration: role.number('maxSessionDuration', 3600),
      createDate: role.moment('createDate', longAgo),
      ...role.optional('lastUsed', (key) =>
        role.object(key, (used) => ({ date: used.moment('date'), region: used.text('region', 'us-east-1') })),
      ),
    })),
    users: at.each('users', readPrincipal),
  };
}

const readPrincipal = (at: Reader): Principal => ({
  path: at.text('path', '/'),
  attached: at.texts('attached'),
  inline: at.documents('inline'),
  ...at.optional('boundary', at.text),
});

function readMetadata(provider: Reader, centers: IdentityCenters): string {
  const given = provider.raw('metadata');
  if (typeof given === 'string') return given;
  return provider.object('metadata', (at) => {
    const id = at.text('application');
    const home = Object.values(centers).find((center) => Object.hasOwn(center.applications, id));
    const from = at.text('notBefore', '2026-01-01T00:00:00Z');
    const to = at.text('notAfter', '+1800d');
    const certificates = at.list('certificates', (one) => validity(one, from, to));
    return applicationMetadata({
      id,
      account: at.text('account', home?.ownerAccountId),
      region: at.text('region', home?.region),
      validity: certificates.length > 0 ? certificates : [validity(at, from, to)],
    });
  });
}

const validity = (at: Reader, from: string, to: string): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(at.moment('notBefore', from)),
  notAfter: new Date(at.moment('notAfter', to)),
});
