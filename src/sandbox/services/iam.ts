import { queryProtocol } from '../codec/query.ts';
import { type Answers, type Context, defineService, own } from '../service.ts';
import { iamArn, type Reads, type Writes } from './iam/common.ts';
import { policyReads, policyWrites } from './iam/policies.ts';
import { providerReads, providerWrites } from './iam/providers.ts';
import { roleReads, roleWrites } from './iam/roles.ts';
import { simulateReads } from './iam/simulate.ts';

const reads: Answers<Reads> = { ...providerReads, ...policyReads, ...roleReads, ...simulateReads };
const writes: Answers<Writes> = { ...providerWrites, ...policyWrites, ...roleWrites };

const namespace = 'com.amazonaws.iam';

export const iam = defineService({
  id: 'iam',
  actions: 'iam',
  namespace,
  protocol: queryProtocol({ namespace, xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/' }),
  denied: ['AccessDenied', 403],
  throttled: ['Throttling', 400],
  invalidInput: 'ValidationError',
  invalidToken: 'ValidationError',
  reads,
  writes,
  resources,
  // "role Connect-SSO", "policy arn:…": IAM names things so in its refusals.
  spellResource: (arn) =>
    arn
      .replace(/^arn:[^:]*:iam::\d*:(role|user)\/(?:.*\/)?(?=[^/])/, '$1 ')
      .replace(/^(arn:[^:]*:iam::\w*:policy\/)/, 'policy $1'),
});

/** Service Authorization Reference, "AWS Identity and Access Management": one resource an action, or any. */
function resources(aws: Context, input: Readonly<Record<string, unknown>>): string[] {
  const text = (key: string): string | undefined => (typeof input[key] === 'string' ? input[key] : undefined);
  const [role, policy] = [text('RoleName'), text('PolicyName')];
  if (role !== undefined) {
    const path = own(aws.home.iam.roles, role)?.path ?? text('Path') ?? '/';
    return [iamArn(aws, 'role', path, role)];
  }
  if (aws.operation === 'CreatePolicy') return [iamArn(aws, 'policy', text('Path') ?? '/', policy ?? '*')];
  if (aws.operation === 'CreateSAMLProvider') return [iamArn(aws, 'saml-provider', '/', text('Name') ?? '*')];
  const named = text('PolicyArn') ?? text('SAMLProviderArn') ?? text('PolicySourceArn');
  if (named !== undefined) return [named];
  // Lists are authorised on the kind as a whole, not on what they list.
  return aws.operation === 'ListRoles' ? [iamArn(aws, 'role', '/', '')] : ['*'];
}
