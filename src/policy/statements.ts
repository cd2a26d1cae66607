import { iamAction, load, type Service } from '../aws/surface.ts';
import type { Names } from '../fact.ts';
import { allEffects } from '../fix/effects.ts';

export const verbs = ['check', 'fix', 'undo', 'audit'] as const;
export type Verb = (typeof verbs)[number];

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What a policy is to be limited to, as far as it is known. */
export interface Scope {
  readonly names: Names;
  /** `*`, or a CloudFormation variable. */
  readonly partition: string;
  readonly account: string;
}

/** Reads that only the sweep over a class makes. */
const ofClass: ReadonlySet<string> = new Set([
  'ListAccounts',
  'ListAccountsForParent',
  'ListOrganizationalUnitsForParent',
]);

/** What AWS asks for beside the operation's own action, as its managed policy AmazonConnectReadOnlyAccess has it. */
const beside: Readonly<Record<string, readonly string[]>> = { 'connect:ListInstances': ['ds:DescribeDirectories'] };

/**
 * The rights that a verb needs and no others, from the lists that the verbs themselves are made of. Reads look at
 * whatever bears the wiring, whatever its name, so they are not limited to names; writes are.
 */
export async function statementsFor(verb: Verb, scope: Scope): Promise<Statement[]> {
  const reads: Statement = { Sid: 'Look', Effect: 'Allow', Action: await readActions(verb), Resource: '*' };
  return verb === 'check' || verb === 'audit' ? [reads] : [reads, ...writeStatements(verb, scope)];
}

async function readActions(verb: Verb): Promise<string[]> {
  const services = Object.keys(load) as Service[];
  const listed = await Promise.all(
    services.map(async (service) =>
      Object.keys((await load[service]()).reads).map((operation) => [service, operation] as const),
    ),
  );
  return listed
    .flat()
    .filter(([, operation]) => verb === 'audit' || !ofClass.has(operation))
    .map(([service, operation]) => iamAction(service, operation))
    .flatMap((action) => [action, ...(beside[action] ?? [])])
    .toSorted();
}

/** `fix`: what the checks propose; `undo`: what takes those back. */
function writeActions(verb: 'fix' | 'undo'): string[] {
  const forward = allEffects().filter(({ effect }) => !effect.onlyBack);
  const actions =
    verb === 'fix'
      ? forward.map(({ service, operation }) => iamAction(service, operation))
      : forward.flatMap(({ service, effect }) => effect.undoneBy.map((operation) => iamAction(service, operation)));
  return [...new Set(actions)].toSorted();
}

function writeStatements(verb: 'fix' | 'undo', { names, partition, account }: Scope): Statement[] {
  const actions = writeActions(verb);
  const iam = (part: string): string => `arn:${partition}:iam::${account}:${part}`;
  const allow = (
    Sid: string,
    wanted: (action: string) => boolean,
    Resource: Statement['Resource'],
    extra: Partial<Statement> = {},
  ): Statement[] => {
    const Action = actions.filter(wanted);
    return Action.length > 0 ? [{ Sid, Effect: 'Allow', Action, Resource, ...extra }] : [];
  };
  const attaches = (action: string): boolean => action === 'iam:AttachRolePolicy';
  return [
    ...allow('Provider', (action) => /^iam:\w+SAMLProvider$/.test(action), iam(`saml-provider/${names.provider}`)),
    ...allow(
      'Policy',
      (action) => /^iam:(Create|Delete|SetDefault)Policy(Version)?$/.test(action),
      iam(`policy/${names.policy}`),
    ),
    ...allow(
      'Role',
      (action) => /^iam:\w*(Role|RolePolicy|AssumeRolePolicy)$/.test(action) && !attaches(action),
      iam(`role/${names.role}`),
    ),
    // Without the condition whoever may attach could attach AdministratorAccess, and take the role.
    ...allow('Attach', attaches, iam(`role/${names.role}`), {
      Condition: { ArnLike: { 'iam:PolicyARN': iam(`policy/${names.policy}`) } },
    }),
    ...allow('Connect', (action) => action.startsWith('connect:'), `arn:${partition}:connect:*:${account}:instance/*`),
    ...allow('IdentityCenter', (action) => /^(sso|identitystore):/.test(action), '*'),
    ...allow('Organization', (action) => action.startsWith('organizations:'), '*'),
    // "You must also have iam:CreateServiceLinkedRole" (API reference, CreateOrganization and EnableAllFeatures).
    ...(verb === 'fix'
      ? [
          {
            Sid: 'OrganizationRole',
            Effect: 'Allow',
            Action: ['iam:CreateServiceLinkedRole'],
            Resource: iam('role/aws-service-role/organizations.amazonaws.com/*'),
            Condition: { StringEquals: { 'iam:AWSServiceName': 'organizations.amazonaws.com' } },
          } as const,
        ]
      : []),
  ];
}
