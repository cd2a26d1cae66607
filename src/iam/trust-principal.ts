import type { Problem } from '../check.ts';
import { difference, nearest, oddities, placeholders, skeleton } from '../text/near.ts';
import { isBlank } from './blank.ts';
import type { Principal } from './document.ts';

/** What the links are compared with. */
export interface Wanted {
  readonly providerArn: string;
  readonly providers: readonly string[];
  readonly partition: string;
  readonly account: string;
}

interface Cause {
  readonly code: string;
  readonly says: string;
}

/** Why none of the principals is the identity provider. */
export function principalProblem(where: string, named: readonly Principal[], wanted: Wanted): Problem {
  const near = nearest(
    wanted.providerArn,
    named.map(({ name }) => name),
  );
  const principal =
    named.find(({ name }) => name === near) ?? named.find(({ type }) => type === 'Federated') ?? named[0];
  const expected = wanted.providerArn;
  if (principal === undefined) return { code: 'invalid', message: `${where} names no principal.`, expected };
  const { code, says } =
    principal.type === 'Federated' ? federatedCause(principal.name, wanted) : otherCause(principal);
  return { code, message: `${where} ${says}.`, expected, actual: principal.name };
}

function otherCause({ type, name }: Principal): Cause {
  if (name.includes(':saml-provider/'))
    return {
      code: 'wrong-principal-type',
      says: `names the identity provider under "${type}" in place of "Federated"`,
    };
  if (type === 'Service')
    return { code: 'service-principal', says: `trusts the service ${name}, and sign-in needs the identity provider` };
  return { code: 'account-principal', says: `trusts ${name} of AWS, and sign-in needs the identity provider` };
}

function federatedCause(text: string, wanted: Wanted): Cause {
  const { providerArn, providers, account } = wanted;
  const [hole] = placeholders(text);
  const [odd] = oddities(text);
  if (hole !== undefined)
    return { code: 'placeholder', says: `still has the placeholder ${hole} for the identity provider` };
  if (providers.includes(text))
    return {
      code: 'other-provider',
      says: `trusts the identity provider ${nameOf(text)}, and not ${nameOf(providerArn)}`,
    };
  if (odd !== undefined && skeleton(text).trim() === providerArn)
    return { code: isBlank(text) ? 'white-space' : 'look-alike', says: `has ${odd} in the identity provider's ARN` };
  if (text.toLowerCase() === providerArn.toLowerCase())
    return {
      code: 'provider-case',
      says: `names the identity provider ${nameOf(text)}, whose name is ${nameOf(providerArn)}, and IAM compares every character`,
    };
  if (/:role\//.test(text))
    return { code: 'role-for-provider', says: 'names a role where the identity provider belongs' };
  const [, partition, owner] = /^arn:([^:]*):iam::([^:]*):saml-provider\//.exec(text) ?? [];
  if (partition !== undefined && partition !== wanted.partition)
    return {
      code: 'provider-absent',
      says: `trusts an identity provider of the partition ${partition || '"" (nothing)'}, and this is ${wanted.partition}`,
    };
  if (owner !== undefined && owner !== account)
    return {
      code: 'other-account',
      says: `trusts an identity provider of the account ${owner || '"" (nothing)'}, and this is ${account}`,
    };
  if (owner === undefined && /^[\w.-]+\.[a-z]+$/.test(text))
    return { code: 'other-provider', says: `trusts the web identity provider ${text}, and not ${nameOf(providerArn)}` };
  if (text === nameOf(providerArn))
    return { code: 'provider-absent', says: `names the identity provider, and IAM asks for its whole ARN` };
  if (/[*?]/.test(text))
    return { code: 'provider-absent', says: 'has a wildcard in the identity provider’s ARN, and IAM takes none there' };
  const how = nearest(text, [providerArn]) === undefined ? '' : `: ${difference(providerArn, text)}`;
  return { code: 'provider-absent', says: `trusts an identity provider that does not exist${how}` };
}

const nameOf = (arn: string): string => arn.split('/').at(-1) ?? arn;
