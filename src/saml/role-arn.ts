import { difference, nearest } from '../text/near.ts';
import { quote, type Finding } from './judged.ts';
import { roleFinding, type RoleAttributeCause } from './role-causes.ts';

/** The role and the identity provider that the Role attribute has to name. */
export interface RoleExpected {
  readonly roleArn: string;
  readonly providerArn: string;
  readonly partition: string;
  readonly account: string;
  /** The ARNs of the roles and providers that exist in the account, when they were read. */
  readonly roles?: readonly string[];
  readonly providers?: readonly string[];
}

type Kind = 'role' | 'provider' | 'neither';
export interface Part {
  readonly text: string;
  readonly kind: Kind;
  readonly partition: string;
  readonly account: string;
  /** What follows `role/` or `saml-provider/`, a role's path included. */
  readonly name: string;
  /** Why it is neither. */
  readonly flaw?: readonly [RoleAttributeCause, string];
}

/** What other ARNs begin with, from the service on and without Region and account. */
const others: readonly (readonly [starts: readonly string[], RoleAttributeCause, string])[] = [
  [['iam:policy/'], 'policy-arn', 'names a policy; the ARN of the role belongs there'],
  [['iam:instance-profile/'], 'instance-profile-arn', 'names an instance profile; the ARN of the role belongs there'],
  [['sts:assumed-role/'], 'session-arn', 'names a session of a role; the ARN of the role itself belongs there'],
  [['iam:oidc-provider/'], 'openid-provider', 'names an OpenID Connect provider; the SAML provider belongs there'],
  [
    [
      'iam:user/',
      'iam:group/',
      'iam:root',
      'iam:mfa/',
      'iam:server-certificate/',
      'sts:',
      'connect:',
      'sso:',
      's3:',
      'organizations:',
    ],
    'other-arn',
    'is the ARN of neither a role nor an identity provider',
  ],
];

export function readPart(text: string): Part {
  const [, partition = '', account = '', type = '', name = ''] =
    /^arn:([^:/]*):iam::([^:/]*):(role|saml-provider)\/(.+)/s.exec(text) ?? [];
  if (type !== '') return { text, kind: type === 'role' ? 'role' : 'provider', partition, account, name };
  return { text, kind: 'neither', partition: '', account: '', name: '', flaw: flawOf(text) };
}

function flawOf(text: string): readonly [RoleAttributeCause, string] {
  const [, service, resource] = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:(.*)/is.exec(text) ?? [];
  const kind = `${service}:${resource}`.toLowerCase();
  const other = others.find(([starts]) => starts.some((start) => kind.startsWith(start)));
  if (other !== undefined) return [other[1], `${quote(text)} ${other[2]}.`];
  if (/^arn:/i.test(text))
    return [
      'arn-form',
      `${quote(text)} is not the ARN of a role or an identity provider: something in it is missing or misspelt.`,
    ];
  return ['not-an-arn', `${quote(text)} is not an ARN.`];
}

/** What each ARN says of partition and account; a mistake made in both is told once. */
export function judgePlace(parts: readonly Part[], expected: RoleExpected): Finding[] {
  const found: Finding[] = [];
  const partition = parts.find((part) => part.partition !== expected.partition);
  if (partition !== undefined) {
    const message = `The ARN ${quote(partition.text)} names the partition ${quote(partition.partition)}; this account's is ${expected.partition}.`;
    found.push(roleFinding('wrong', 'other-partition', message, expected.partition, partition.partition));
  }
  const accounts = new Set(parts.map((part) => part.account).filter((account) => account !== expected.account));
  for (const account of accounts) {
    const hyphens = account.replace(/[- ]/g, '') === expected.account;
    found.push(
      hyphens
        ? roleFinding(
            'wrong',
            'account-hyphens',
            `The account id ${quote(account)} is not written as in an ARN: twelve digits and nothing else.`,
            expected.account,
            account,
          )
        : roleFinding(
            'wrong',
            'other-account',
            `The Role attribute names ${account === '' ? 'no account' : `the account ${quote(account)}`}, not ${expected.account}.`,
            expected.account,
            account,
          ),
    );
  }
  return found;
}

const nameOf = (arn: string): string => arn.slice(arn.indexOf('/') + 1);
const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export function judgeRole(part: Part, expected: RoleExpected): Finding[] {
  const right = nameOf(expected.roleArn);
  if (part.name === right) return [];
  const wrong = (cause: RoleAttributeCause, message: string): Finding[] => [
    roleFinding('wrong', cause, message, expected.roleArn, part.text),
  ];
  if (part.name.toLowerCase() === right.toLowerCase())
    return wrong('role-case', `The role's name ${difference(right, part.name)}.`);
  if (lastOf(part.name) === lastOf(right))
    return wrong(
      'role-path',
      `The role's ARN has to be written with its path: ${quote(`role/${right}`)}, not ${quote(`role/${part.name}`)}.`,
    );
  return wrong('role-name', otherName('role', part, right, expected.roles));
}

export function judgeProvider(part: Part, expected: RoleExpected): Finding[] {
  const right = nameOf(expected.providerArn);
  if (part.name === right) return [];
  const wrong = (cause: RoleAttributeCause, message: string): Finding[] => [
    roleFinding('wrong', cause, message, expected.providerArn, part.text),
  ];
  if (part.name.toLowerCase() === right.toLowerCase())
    return wrong('provider-case', `The identity provider's name ${difference(right, part.name)}.`);
  return wrong('provider-name', otherName('identity provider', part, right, expected.providers));
}

function otherName(what: string, part: Part, right: string, existing: readonly string[] | undefined): string {
  if (existing?.some((arn) => nameOf(arn) === part.name) === true)
    return `The Role attribute names the ${what} ${quote(part.name)}, which exists but is not the one of this sign-in, ${quote(right)}.`;
  const near = nearest(part.name, [right]) === undefined ? '' : ` (${difference(right, part.name)})`;
  const missing = existing === undefined ? `, not ${quote(right)}` : `, which does not exist; it is ${quote(right)}`;
  return `The Role attribute names the ${what} ${quote(part.name)}${missing}${near}.`;
}
