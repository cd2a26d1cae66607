import { describe, expect, it } from 'vitest';
import { judgeTrust, trustCauses, trustDocument, type TrustExpected } from '../../src/iam/trust.ts';
import { wording } from '../wording.ts';
import { provider, trusted } from './session.ts';

const endpoint = 'https://signin.aws.amazon.com/saml';
const regional = 'https://eu-west-1.signin.aws.amazon.com/saml';
const aud = (value: unknown, operator = 'StringEquals', key = 'SAML:aud'): object => ({
  Condition: { [operator]: { [key]: value } },
});
const statement = (changes: object = {}): object => ({
  Effect: 'Allow',
  Principal: { Federated: provider },
  Action: 'sts:AssumeRoleWithSAML',
  ...aud(endpoint),
  ...changes,
});
const policy = (...statements: object[]): object => ({ Version: '2012-10-17', Statement: statements });
const trust = (changes: object): object => policy(statement(changes));
const federated = (...names: string[]): object =>
  trust({ Principal: { Federated: names.length === 1 ? names[0] : names } });
const captured: TrustExpected = { ...trusted, audience: regional };
const issuer = 'https://portal.sso.us-east-1.amazonaws.com/saml/assertion/MTEx';
const issued: TrustExpected = { ...trusted, issuer };
const govCloud: TrustExpected = { ...trusted, partition: 'aws-us-gov' };
const china: TrustExpected = { ...trusted, partition: 'aws-cn' };
const agents: TrustExpected = { ...trusted, sessionNames: ['agent1@example.com', 'agent2@example.com'] };
const named = (pattern: string): object => ({
  Condition: { StringLike: { 'SAML:aud': endpoint, 'sts:RoleSessionName': pattern } },
});
const nowhere: TrustExpected = { ...trusted, partition: 'aws-eusc' };

type Row = readonly [name: string, policy: unknown, verdict: string, codes?: string, expected?: TrustExpected];
// One case a line.
// oxfmt-ignore
const rows: readonly Row[] = [
  ['the console’s', trustDocument(trusted), 'trusts'],
  ['the console’s in GovCloud', trustDocument(govCloud), 'trusts', '', govCloud],
  ['the console’s in China', trustDocument(china), 'trusts', '', china],
  ['a statement as object', { Version: '2012-10-17', Statement: statement() }, 'trusts'],
  ['2008 Version', { Version: '2008-10-17', Statement: [statement()] }, 'trusts'],
  ['no Version', { Statement: [statement()] }, 'trusts'],
  ['the provider as list', federated(provider), 'trusts'],
  ['action in other case', trust({ Action: 'STS:assumerolewithsaml' }), 'trusts'],
  ['sts:TagSession too', trust({ Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] }), 'trusts'],
  ['sts:SetSourceIdentity too', trust({ Action: ['sts:SetSourceIdentity', 'sts:AssumeRoleWithSAML'] }), 'trusts'],
  ['sts:*', trust({ Action: 'sts:*' }), 'trusts'],
  ['sts:AssumeRole*', trust({ Action: 'sts:AssumeRole*' }), 'trusts'],
  ['sts:TagSession in its own statement', policy(statement(), { Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:TagSession' }), 'trusts'],
  ['aud as list', trust(aud([endpoint])), 'trusts'],
  ['a list with the global one', trust(aud([regional, endpoint])), 'trusts'],
  ['StringLike over the endpoints', trust(aud('https://*signin.aws.amazon.com/saml', 'StringLike')), 'trusts'],
  ['StringEqualsIgnoreCase', trust(aud(endpoint.toUpperCase(), 'StringEqualsIgnoreCase')), 'trusts'],
  ['IfExists', trust(aud(endpoint, 'StringEqualsIfExists')), 'trusts'],
  ['ForAnyValue', trust(aud(endpoint, 'ForAnyValue:StringEquals')), 'trusts'],
  ['ForAllValues', trust(aud([endpoint, regional], 'ForAllValues:StringLike')), 'trusts'],
  ['saml:aud in lower case', trust(aud(endpoint, 'StringEquals', 'saml:aud')), 'trusts'],
  ['saml:doc too', trust({ Condition: { StringEquals: { 'SAML:aud': endpoint, 'saml:doc': '111122223333/Connect-SSO' } } }), 'trusts'],
  ['the capture’s endpoint', trust(aud(regional)), 'trusts', '', captured],
  ['StringLike with the capture’s endpoint', trust(aud('https://*.signin.aws.amazon.com/saml', 'StringLike')), 'trusts', '', captured],
  ['an unrelated Deny', policy(statement(), { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }), 'trusts'],
  ['a Deny of other addresses', policy(statement(), { ...statement({ Effect: 'Deny' }), ...aud(endpoint, 'StringNotEquals') }), 'trusts'],

  ['no aud', trust({ Condition: undefined }), 'loose', 'no-audience'],
  ['any aud', trust(aud('*', 'StringLike')), 'loose', 'no-audience'],
  ['aud of any host', trust(aud('https://*/saml', 'StringLike')), 'loose', 'no-audience'],
  ['another condition and no aud', trust({ Condition: { StringEquals: { 'saml:doc': '111122223333/Connect-SSO' } } }), 'loose', 'no-audience'],
  ['no aud, partition not known', trust({ Condition: undefined }), 'loose', 'no-audience', nowhere],
  ['two providers', federated(provider, trusted.providers[1] ?? ''), 'loose', 'more-providers'],
  ['two providers and an account', trust({ Principal: { Federated: [provider, trusted.providers[1]], AWS: '111122223333' } }), 'loose', 'more-principals'],
  ['Cognito too', federated(provider, 'cognito-identity.amazonaws.com'), 'loose', 'more-principals'],
  ['two providers in two statements', policy(statement(), statement({ Principal: { Federated: trusted.providers[1] } })), 'loose', 'more-providers'],
  ['an account too', trust({ Principal: { Federated: provider, AWS: 'arn:aws:iam::111122223333:root' } }), 'loose', 'more-principals'],
  ['a service in its own statement', policy(statement(), { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }), 'loose', 'more-principals'],
  ['Principal *', trust({ Principal: '*' }), 'loose', 'any-provider'],
  ['AWS *', trust({ Principal: { AWS: '*' } }), 'loose', 'any-provider'],
  ['Federated *', trust({ Principal: { Federated: '*' } }), 'loose', 'any-provider'],

  ['not JSON', '{', 'refuses', 'not-json'],
  ['no statement', policy(), 'refuses', 'no-statement'],
  ['no Principal', policy({ Effect: 'Allow', Action: 'sts:AssumeRoleWithSAML' }), 'refuses', 'invalid'],
  ['a Principal that is text', trust({ Principal: provider }), 'refuses', 'invalid'],
  ['Principal and NotPrincipal', trust({ NotPrincipal: { AWS: '111122223333' } }), 'refuses', 'invalid'],
  ['an empty Principal', trust({ Principal: {} }), 'refuses', 'invalid'],
  ['no Action', trust({ Action: undefined }), 'refuses', 'invalid'],
  ['Effect allow', trust({ Effect: 'allow' }), 'refuses', 'invalid'],
  ['Deny', trust({ Effect: 'Deny' }), 'refuses', 'deny'],
  ['Allow and Deny', policy(statement(), statement({ Effect: 'Deny' })), 'refuses', 'deny'],
  ['Deny on another provider', trust({ Effect: 'Deny', Principal: { Federated: trusted.providers[1] } }), 'refuses', 'deny'],
  ['another provider', federated(trusted.providers[1] ?? ''), 'refuses', 'other-provider'],
  ['Cognito', federated('cognito-identity.amazonaws.com'), 'refuses', 'other-provider'],
  ['Cognito and an account', trust({ Principal: { AWS: '111122223333', Federated: 'cognito-identity.amazonaws.com' } }), 'refuses', 'other-provider'],
  ['Cognito, and the provider under AWS', trust({ Principal: { Federated: 'cognito-identity.amazonaws.com', AWS: provider } }), 'refuses', 'wrong-principal-type'],
  ['Cognito, and the provider misspelt', federated('cognito-identity.amazonaws.com', 'arn:aws:iam::111122223333:saml-provider/Connect-SS0'), 'refuses', 'provider-absent'],
  ['a page of a web identity provider', federated('accounts.google.com/saml'), 'refuses', 'provider-absent'],
  ['an address in front of the ARN', federated('https://arn:aws:iam::123456789012:saml-provider/Connect-SSO'), 'refuses', 'provider-absent'],
  ['a provider that does not exist', federated('arn:aws:iam::111122223333:saml-provider/Okta'), 'refuses', 'provider-absent'],
  ['a misspelt provider', federated('arn:aws:iam::111122223333:saml-provider/Connect-SS0'), 'refuses', 'provider-absent'],
  ['the provider’s name alone', federated('Connect-SSO'), 'refuses', 'provider-absent'],
  ['a wildcard in part', federated('arn:aws:iam::111122223333:saml-provider/*'), 'refuses', 'provider-absent'],
  ['the provider in other case', federated(provider.replace('Connect-SSO', 'connect-sso')), 'refuses', 'provider-case'],
  ['the provider of the sample account', federated(provider.replace('111122223333', '123456789012')), 'refuses', 'other-account'],
  ['the role’s ARN', federated('arn:aws:iam::111122223333:role/Connect-SSO'), 'refuses', 'role-for-provider'],
  ['a placeholder', federated('<IAM identity provider ARN>'), 'refuses', 'placeholder'],
  ['half a placeholder', federated('arn:aws:iam::<account id>:saml-provider/Connect-SSO'), 'refuses', 'placeholder'],
  ['a blank', federated(`${provider} `), 'refuses', 'white-space'],
  ['a zero-width space', federated(`${provider}\u200b`), 'refuses', 'white-space'],
  ['a Cyrillic letter', federated(provider.replace('Connect', 'Соnnect')), 'refuses', 'look-alike'],
  ['the account', trust({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }), 'refuses', 'account-principal'],
  ['any service', trust({ Principal: { Service: '*' } }), 'refuses', 'service-principal'],
  ['a provider of no account', federated('arn:aws:iam:::saml-provider/Connect-SSO'), 'refuses', 'other-account'],
  ['the account with hyphens', federated('arn:aws:iam::1111-2222-3333:saml-provider/Connect-SSO'), 'refuses', 'other-account'],
  ['a provider of another partition', federated('arn:aws-cn:iam::111122223333:saml-provider/Connect-SSO'), 'refuses', 'provider-absent'],
  ['the account’s number', trust({ Principal: { AWS: '111122223333' } }), 'refuses', 'account-principal'],
  ['role for cross-account access', policy({ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }), 'refuses', 'account-principal wrong-action'],
  ['a service', policy({ Effect: 'Allow', Principal: { Service: 'connect.amazonaws.com' }, Action: 'sts:AssumeRole' }), 'refuses', 'service-principal wrong-action'],
  ['the provider under AWS', trust({ Principal: { AWS: provider } }), 'refuses', 'wrong-principal-type'],
  ['sts:AssumeRole', trust({ Action: 'sts:AssumeRole' }), 'refuses', 'wrong-action'],
  ['web identity', trust({ Action: 'sts:AssumeRoleWithWebIdentity' }), 'refuses', 'wrong-action'],
  ['plural', trust({ Action: 'sts:AssumeRolesWithSAML' }), 'refuses', 'wrong-action'],
  ['misspelt', trust({ Action: 'sts:AssumeRoleWithSAMl2' }), 'refuses', 'wrong-action'],
  ['no service', trust({ Action: 'AssumeRoleWithSAML' }), 'refuses', 'wrong-action'],
  ['only TagSession', trust({ Action: 'sts:TagSession' }), 'refuses', 'wrong-action'],
  ['a blank in the action', trust({ Action: 'sts:AssumeRoleWithSAML ' }), 'refuses', 'white-space'],
  ['a look-alike in another action', trust({ Action: 'sts:АssumeRole' }), 'refuses', 'wrong-action'],
  ['a regional endpoint', trust(aud(regional)), 'loose', 'other-endpoint'],
  ['the endpoint with the provider’s id', trust(aud('https://signin.aws.amazon.com/saml/acs/SAMLSP1A2B3C4D5E6F')), 'loose', 'other-endpoint'],
  ['an endpoint of Global Resiliency', trust(aud('https://3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47.us-east-1.sign-in.connect.aws/saml*', 'StringLike')), 'loose', 'other-endpoint'],
  ['a Region’s endpoint with the provider’s id', trust(aud('https://eu-west-1.signin.aws.amazon.com/saml/acs/SAMLSP1A2B3C4D5E6F')), 'loose', 'other-endpoint'],
  ['the provider’s id further down', trust(aud('https://signin.aws.amazon.com/saml/x/saml/acs/SAMLSP1A2B3C4D5E6F')), 'refuses', 'wrong-audience'],
  ['more behind the provider’s id', trust(aud('https://signin.aws.amazon.com/saml/acs/SAMLSP1A2B3C4D5E6F/x')), 'refuses', 'wrong-audience'],
  ['no endpoint of Global Resiliency, but below one', trust(aud('https://x.3f7c1b52.us-east-1.sign-in.connect.aws/saml')), 'refuses', 'wrong-audience'],
  ['more in front of a Region’s endpoint', trust(aud('xhttps://eu-west-1.signin.aws.amazon.com/saml')), 'refuses', 'wrong-audience'],
  ['two other addresses', trust(aud(['https://signin.amazonaws.cn/saml', 'https://sso.example.com/saml'])), 'refuses', 'wrong-audience'],
  ['a Cyrillic letter in the address', trust(aud(endpoint.replace('aws', 'аws'))), 'refuses', 'look-alike'],
  ['a host that only ends so', trust(aud('https://eu-west-1.my-signin.aws.amazon.com/saml')), 'refuses', 'wrong-audience'],
  ['a regional endpoint over http', trust(aud('http://eu-west-1.signin.aws.amazon.com/saml')), 'refuses', 'wrong-audience'],
  ['a regional endpoint with a slash', trust(aud(regional + '/')), 'refuses', 'wrong-audience'],
  ['only regional endpoints', trust(aud([regional, 'https://us-west-2.signin.aws.amazon.com/saml'])), 'loose', 'other-endpoint'],
  ['the global one, a regional capture', trust(aud(endpoint)), 'refuses', 'wrong-audience', captured],
  ['China’s endpoint', trust(aud('https://signin.amazonaws.cn/saml')), 'refuses', 'wrong-audience'],
  ['the secret one', trust(aud('https://signin.c2shome.ic.gov/saml')), 'refuses', 'wrong-audience'],
  ['the top secret one', trust(aud('https://signin.sc2shome.sgov.gov/saml')), 'refuses', 'wrong-audience'],
  ['a Region’s endpoint as another key', trust(aud(regional, 'StringEquals', 'SAML:recipient')), 'refuses', 'wrong-audience-key'],
  ['http', trust(aud(endpoint.replace('https', 'http'))), 'refuses', 'wrong-audience'],
  ['a misspelt endpoint', trust(aud('https://signin.aws.amazn.com/saml')), 'refuses', 'wrong-audience'],
  ['no endpoint', trust(aud('')), 'refuses', 'wrong-audience'],
  ['a slash at the end', trust(aud(`${endpoint}/`)), 'refuses', 'wrong-audience'],
  ['no /saml', trust(aud('https://signin.aws.amazon.com')), 'refuses', 'wrong-audience'],
  ['no scheme', trust(aud('signin.aws.amazon.com/saml')), 'refuses', 'wrong-audience'],
  ['upper case', trust(aud('https://signin.aws.amazon.com/SAML')), 'refuses', 'wrong-audience'],
  ['the Audience', trust(aud('urn:amazon:webservices')), 'refuses', 'wrong-audience'],
  ['GovCloud’s endpoint', trust(aud('https://signin.amazonaws-us-gov.com/saml')), 'refuses', 'wrong-audience'],
  ['the commercial one in GovCloud', trust(aud(endpoint)), 'refuses', 'wrong-audience', govCloud],
  ['a wildcard in StringEquals', trust(aud('https://*.aws.amazon.com/saml')), 'refuses', 'wrong-audience'],
  ['a blank after the endpoint', trust(aud(`${endpoint} `)), 'refuses', 'white-space'],
  ['a placeholder for the endpoint', trust(aud('https://<region-id>.signin.aws.amazon.com/saml')), 'refuses', 'placeholder'],
  ['not this endpoint', trust(aud(endpoint, 'StringNotEquals')), 'refuses', 'condition'],
  ['aud absent', trust(aud('true', 'Null')), 'refuses', 'condition'],
  ['SAML:audience', trust(aud(endpoint, 'StringEquals', 'SAML:audience')), 'refuses', 'wrong-audience-key'],
  ['aws:aud', trust(aud(endpoint, 'StringEquals', 'aws2:aud')), 'refuses', 'wrong-audience-key'],
  ['SAML: aud', trust(aud(endpoint, 'StringEquals', 'SAML: aud')), 'refuses', 'wrong-audience-key'],
  ['SAML:Aud misspelt', trust(aud(endpoint, 'StringEquals', 'SMAL:aud')), 'refuses', 'wrong-audience-key'],
  ['SAML:aud misspelt, and no address of AWS', trust(aud('https://sso.example.com', 'StringEquals', 'SMAL:aud')), 'refuses', 'wrong-audience-key'],
  ['the nearest of two: the one with the provider', policy(statement({ Principal: { Federated: trusted.providers[1] }, Action: 'sts:AssumeRole' }), statement({ Action: 'sts:TagSession' })), 'refuses', 'wrong-action'],
  ['the nearest of two: the one with the action', policy(statement({ Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }), statement({ Principal: { AWS: '111122223333' } })), 'refuses', 'account-principal'],
  ['an external id, partition not known', trust({ Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }), 'refuses', 'condition', nowhere],
  ['another provider’s saml:doc', trust({ Condition: { StringEquals: { 'SAML:aud': endpoint, 'saml:doc': '111122223333/Other' } } }), 'refuses', 'condition'],
  ['an external id', trust({ Condition: { StringEquals: { 'SAML:aud': endpoint, 'sts:ExternalId': 'x' } } }), 'refuses', 'condition'],
  ['principal, action and address', policy({ Effect: 'Allow', Principal: { Federated: provider.replace('SSO', 'sso') }, Action: 'sts:AssumeRole', ...aud(regional) }), 'refuses', 'provider-case wrong-action wrong-audience'],

  ['a condition on the issuer', trust({ Condition: { StringEquals: { 'SAML:aud': endpoint, 'saml:iss': 'https://portal.sso.us-east-1.amazonaws.com/saml/assertion/x' } } }), 'unsure', 'unsure'],
  ...['saml:cn', 'saml:mail', 'saml:eduPersonPrincipalName', 'saml:eduOrgHomePageURI', 'sts:SourceIdentity', 'sts:TransitiveTagKeys'].map(
    (key): Row => [`a condition on ${key}, which the response may carry`, trust({ Condition: { StringEquals: { 'SAML:aud': endpoint, [key]: 'x' } } }), 'unsure', 'unsure'],
  ),
  ...['saml:cns', 'saml:eduPerson-Name', 'sts:SourceIdentities', 'xsaml:cn', 'xsts:SourceIdentity'].map(
    (key): Row => [`a condition on ${key}, which nobody documents`, trust({ Condition: { StringEquals: { 'SAML:aud': endpoint, [key]: 'x' } } }), 'refuses', 'condition'],
  ),
  ['the issuer that the metadata names', trust({ Condition: { StringEquals: { 'SAML:aud': endpoint, 'SAML:iss': issuer } } }), 'trusts', '', issued],
  ['another issuer', trust({ Condition: { StringEquals: { 'SAML:aud': endpoint, 'SAML:iss': `${issuer}x` } } }), 'refuses', 'condition', issued],
  ['multi-factor', trust({ Condition: { StringEquals: { 'SAML:aud': endpoint }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }), 'refuses', 'condition'],
  ['a Deny without multi-factor', policy(statement(), { Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }), 'refuses', 'deny'],
  ['the session name of an IAM user', trust({ Condition: { StringLike: { 'SAML:aud': endpoint, 'sts:RoleSessionName': '${aws:username}' } } }), 'refuses', 'condition'],
  ['a condition on the session name', trust({ Condition: { StringLike: { 'SAML:aud': endpoint, 'sts:RoleSessionName': '*@example.com' } } }), 'unsure', 'unsure'],
  ['a session name that every agent has', trust(named('*@example.com')), 'loose', 'some-users', agents],
  ['a session name that one agent has', trust(named('agent1@*')), 'refuses', 'condition', agents],
  ['a Deny on one agent’s session', policy(statement(), { ...statement({ Effect: 'Deny' }), ...named('agent2@example.com') }), 'refuses', 'deny', agents],
  ['a Deny on nobody’s session', policy(statement(), { ...statement({ Effect: 'Deny' }), ...named('*@example.org') }), 'trusts', '', agents],
  ['a session name, and nothing on the address', trust({ Condition: { StringLike: { 'sts:RoleSessionName': '*@example.com' } } }), 'loose', 'some-users no-audience', agents],
  ['a session name and another Region’s endpoint', trust({ Condition: { StringLike: { 'SAML:aud': regional, 'sts:RoleSessionName': '*@example.com' } } }), 'loose', 'other-endpoint', agents],
  ['a session name and an address', trust({ Condition: { StringLike: { 'sts:RoleSessionName': 'agent*' }, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }), 'unsure', 'unsure', agents],
  ['aws:userid, which a request for credentials may have', trust(aud('*:agent1@example.com', 'StringLike', 'aws:userid')), 'unsure', 'unsure', agents],
  ['any session name', trust({ Condition: { StringLike: { 'SAML:aud': endpoint, 'sts:RoleSessionName': '*' } } }), 'trusts'],
  ['an address', trust({ Condition: { StringEquals: { 'SAML:aud': endpoint }, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }), 'unsure', 'unsure'],
  ['an unknown operator', trust(aud(endpoint, 'StringEqual')), 'unsure', 'unsure'],
  ['NotPrincipal, the provider', policy({ Effect: 'Allow', NotPrincipal: { Federated: provider }, Action: 'sts:AssumeRoleWithSAML', ...aud(endpoint) }), 'refuses', 'provider-excluded'],
  ['NotPrincipal', policy({ Effect: 'Allow', NotPrincipal: { AWS: '111122223333' }, Action: 'sts:AssumeRoleWithSAML', ...aud(endpoint) }), 'unsure', 'unsure'],
  ['aud, partition not known', trust(aud(endpoint)), 'unsure', 'unsure', nowhere],
  ['an unknown operator and another provider', trust({ ...aud(endpoint, 'StringEqual'), Principal: { Federated: trusted.providers[1] } }), 'refuses', 'other-provider'],
];

describe('judgeTrust', () => {
  for (const [name, document, verdict, codes = '', expected = trusted] of rows)
    it(name, () => {
      const judgement = judgeTrust(typeof document === 'string' ? document : JSON.stringify(document), expected);
      expect([judgement.verdict, judgement.problems.map(({ code }) => code).join(' ')]).toEqual([verdict, codes]);
      for (const { code, message } of judgement.problems) {
        expect(trustCauses).toHaveProperty([code]);
        expect(message).toMatch(/^[A-Z].*\.$/su);
      }
      if (codes !== '') expect(wording(judgement.problems)).toMatchSnapshot();
    });

  it('names every cause in some row', () => {
    const seen = new Set(rows.flatMap(([, , , codes = '']) => codes.split(' ')));
    expect(Object.keys(trustCauses).filter((cause) => !seen.has(cause))).toEqual([]);
  });

  it('says when the agents’ names would decide', () => {
    expect(judgeTrust(trust(named('*@example.com')), trusted).namesDecide).toBe(true);
    expect(judgeTrust(trust(named('*@example.com')), agents).namesDecide).toBeUndefined();
    expect(judgeTrust(trust(aud('agent1', 'StringEquals', 'saml:sub')), trusted).namesDecide).toBeUndefined();
  });

  it('shows the address expected and the one that is there', () => {
    expect(judgeTrust(trust(aud(regional)), trusted).problems).toMatchObject([
      { expected: endpoint, actual: regional },
    ]);
  });
});
