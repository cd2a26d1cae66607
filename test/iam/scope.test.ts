import { describe, expect, it } from 'vitest';
import {
  judgeScope,
  printPolicy,
  scopeCauses,
  scopeDocument,
  type ScopeExpected,
  scopeHangsOnName,
} from '../../src/iam/scope.ts';
import { wording } from '../wording.ts';
import { id, instance, other, own, session } from './session.ts';

const statement = (changes: object = {}): object => ({
  Sid: 'Statement1',
  Effect: 'Allow',
  Action: 'connect:GetFederationToken',
  Resource: [own],
  ...changes,
});
const policy = (...statements: object[]): object => ({ Version: '2012-10-17', Statement: statements });
const resource = (...texts: string[]): object => policy(statement({ Resource: texts }));
const action = (...texts: string[]): object => policy(statement({ Action: texts }));
const when = (Condition: object, Resource = '*'): object => policy(statement({ Resource, Condition }));
const is = (value: string | string[]): object => ({ StringEquals: { 'connect:InstanceId': value } });
const swap = (from: string, to: string): object => resource(own.replace(from, () => to));
const user = (text: string): object => resource(`${instance}/user/${text}`);
const otherArn = instance.replace(id, other);
const agents: ScopeExpected = { ...session, sessionNames: ['ann@example.com', 'bob@example.com'] };
const { roleId: _id, roleArn: _arn, providerArn: _provider, ...early } = session;
const inGovCloud = (text: string): string =>
  text.replace('arn:aws:', 'arn:aws-us-gov:').replace('us-east-1', 'us-gov-west-1');
const govCloud: ScopeExpected = {
  ...session,
  partition: 'aws-us-gov',
  region: 'us-gov-west-1',
  instanceArn: inGovCloud(instance),
};

type Row = readonly [name: string, policy: unknown, verdict: string, codes?: string, expected?: ScopeExpected];
// One case a line.
// oxfmt-ignore
const rows: readonly Row[] = [
  // Right, and its documented equivalents.
  ['the workshop', scopeDocument(session), 'grants'],
  ['the workshop, no role yet', scopeDocument(session), 'grants', '', early],
  ['the workshop, agents known', scopeDocument(session), 'grants', '', agents],
  ['a statement as object', { Version: '2012-10-17', Statement: statement() }, 'grants'],
  ['a resource as string', policy(statement({ Resource: own })), 'grants'],
  ['an action as list', action('connect:GetFederationToken'), 'grants'],
  ['an action in other case', action('Connect:getFederationtoken'), 'grants'],
  ['no Sid', policy({ Effect: 'Allow', Action: 'connect:GetFederationToken', Resource: own }), 'grants'],
  ['other key order', { Statement: [{ Resource: own, Action: 'connect:GetFederationToken', Effect: 'Allow' }], Version: '2012-10-17' }, 'grants'],
  ['an Id', { ...policy(statement()), Id: 'x' }, 'grants'],
  ['the variable in other case', user('${AWS:UserId}'), 'grants'],
  ['${aws:userId}', user('${aws:userId}'), 'grants'],
  ['the variable with a default', user("${aws:userid, 'nobody'}"), 'grants'],
  ['twice the same resource', resource(own, own), 'grants'],
  ['twice the same statement', policy(statement(), statement()), 'grants'],
  ['star, instance by id', when(is(id)), 'grants'],
  ['star, instance by ARN', when(is(instance)), 'grants'],
  ['star, a list of this instance', when(is([id])), 'grants'],
  ['star, id and ARN', when(is([id, instance])), 'grants'],
  ['star, StringLike', when({ StringLike: { 'connect:InstanceId': id } }), 'grants'],
  ['star, ArnEquals', when({ ArnEquals: { 'connect:InstanceId': instance } }), 'grants'],
  ['star, ArnLike', when({ ArnLike: { 'connect:InstanceId': instance } }), 'grants'],
  ['star, key in other case', when({ StringEquals: { 'Connect:instanceid': id } }), 'grants'],
  ['star, ForAnyValue', when({ 'ForAnyValue:StringEquals': { 'connect:InstanceId': id } }), 'grants'],
  ['/user/* bound by condition', when(is(id), `${instance}/user/*`), 'grants'],
  ['a condition that always holds: TLS', policy(statement({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })), 'grants'],
  ['TLS as a JSON truth value', policy(statement({ Condition: { Bool: { 'aws:SecureTransport': true } } })), 'grants'],
  ['this Region', policy(statement({ Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } })), 'grants'],
  ['this account', policy(statement({ Condition: { StringEquals: { 'aws:ResourceAccount': '111122223333' } } })), 'grants'],
  ['this role', policy(statement({ Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Connect-SSO' } } })), 'grants'],
  ['a role’s session', policy(statement({ Condition: { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } } })), 'grants'],
  ['star, this instance, and two Regions', when({ StringEquals: { 'connect:InstanceId': id, 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } }), 'grants'],
  ['this provider', policy(statement({ Condition: { StringEquals: { 'aws:FederatedProvider': session.providerArn } } })), 'grants'],
  ['until next year', policy(statement({ Condition: { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } } })), 'grants'],
  ['no username there', policy(statement({ Condition: { Null: { 'aws:username': 'true' } } })), 'grants'],
  ['IfExists on an absent key', policy(statement({ Condition: { StringEqualsIfExists: { 'aws:username': 'x' } } })), 'grants'],
  ['a statement beside it that is not valid', policy(statement(), { Effect: 'Allow', Action: '*' }), 'grants'],
  ['a Deny of something else', policy(statement(), { Effect: 'Deny', Action: 'iam:*', Resource: '*' }), 'grants'],
  ['a Deny without TLS', policy(statement(), { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), 'grants'],
  ['older sessions revoked', policy(statement(), { Effect: 'Deny', Action: '*', Resource: '*', Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } } }), 'grants'],
  ['GovCloud', resource(inGovCloud(own)), 'grants', '', govCloud],

  // Works, and allows more.
  ['star', resource('*'), 'broad', 'any-instance'],
  ['every instance of the account', resource('arn:aws:connect:us-east-1:111122223333:instance/*'), 'broad', 'any-instance'],
  ['every user of every instance', resource('arn:aws:connect:*:*:instance/*/user/*'), 'broad', 'any-instance'],
  ['open end after the Region', resource('arn:aws:connect:us-east-1:*'), 'broad', 'any-instance'],
  ['open end after the service', resource('arn:aws:connect:*'), 'broad', 'any-instance'],
  ['/user/*', user('*'), 'broad', 'any-user'],
  ['any user with a name', user('*:?*'), 'broad', 'any-user'],
  ['/user/ of the role', user(`${session.roleId}:*`), 'broad', 'any-user'],
  ['the instance and all below', resource(`${instance}/*`), 'broad', 'any-user'],
  ['the instance with a star', resource(`${instance}*`), 'broad', 'any-user'],
  ['both ways', resource(own, `${instance}/user/*`), 'broad', 'any-user'],
  ['connect:*', action('connect:*'), 'broad', 'any-action'],
  ['connect:Get*', action('connect:Get*'), 'broad', 'any-action'],
  ['* on the right resource', action('*'), 'broad', 'any-action'],
  ['administrator', policy({ Effect: 'Allow', Action: '*', Resource: '*' }), 'broad', 'any-action any-instance'],
  ['one action more', action('connect:GetFederationToken', 'connect:DescribeUser'), 'broad', 'more-actions'],
  ['singular and plural', action('connect:GetFederationToken', 'connect:GetFederationTokens'), 'broad', 'more-actions'],
  ['NotAction', policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: own }), 'broad', 'not-action'],
  ['NotResource', policy({ Effect: 'Allow', Action: 'connect:GetFederationToken', NotResource: otherArn }), 'broad', 'not-resource'],
  ['a second instance', resource(own, `${otherArn}/user/\${aws:userid}`), 'broad', 'more-resources'],
  ['star, two instances', when(is([id, other])), 'broad', 'more-resources'],
  ['star, this instance among many by wildcard', when({ StringLike: { 'connect:InstanceId': '*' } }), 'broad', 'any-instance'],
  ['star, not another instance', when({ StringNotEquals: { 'connect:InstanceId': other } }), 'broad', 'any-instance'],
  ['star, in other case, and case ignored', when({ StringEqualsIgnoreCase: { 'connect:InstanceId': id.toUpperCase() } }), 'grants'],
  ['star, by a pattern of the id', when({ StringLike: { 'connect:InstanceId': `${id.slice(0, 8)}*` } }), 'broad', 'more-resources'],
  ['star, users of a domain', when({ StringLike: { 'aws:userid': '*@example.com' } }), 'broad', 'some-users any-instance', agents],
  ['this organization', when({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } }, own), 'grants', '', { ...session, organizationId: 'o-a1b2c3d4e5' }],
  ['star, IfExists', when({ StringEqualsIfExists: { 'connect:InstanceId': id } }), 'grants'],
  ['a second statement for S3', policy(statement(), { Effect: 'Allow', Action: 's3:*', Resource: '*' }), 'broad', 'more-actions'],
  ['old version, star', { Version: '2008-10-17', Statement: statement({ Resource: '*' }) }, 'broad', 'any-instance'],
  ['no version, /user/*', { Statement: statement({ Resource: `${instance}/user/*` }) }, 'broad', 'any-user'],
  ['the agents of today, by name', user('*:*@example.com'), 'broad', 'some-users', agents],

  // Refused.
  ['not JSON', 'Version: 2012', 'refuses', 'not-json'],
  ['empty text', '', 'refuses', 'not-json'],
  ['a list', '[]', 'refuses', 'not-json'],
  ['null', 'null', 'refuses', 'not-json'],
  ['no Statement', { Version: '2012-10-17' }, 'refuses', 'not-json'],
  ['a trailing comma', printPolicy(policy(statement())).replace(/\]\n\}$/, '],}'), 'refuses', 'not-json'],
  ['no statement in the list', policy(), 'refuses', 'no-statement'],
  ['a statement that is text', { Version: '2012-10-17', Statement: ['x'] }, 'refuses', 'invalid'],
  ['Effect in lower case', policy(statement({ Effect: 'allow' })), 'refuses', 'invalid'],
  ['no Effect', policy({ Action: 'connect:GetFederationToken', Resource: own }), 'refuses', 'invalid'],
  ['no Action', policy({ Effect: 'Allow', Resource: own }), 'refuses', 'invalid'],
  ['no Resource', policy({ Effect: 'Allow', Action: 'connect:GetFederationToken' }), 'refuses', 'invalid'],
  ['a Principal', policy(statement({ Principal: '*' })), 'refuses', 'invalid'],
  ['a Resource that is a number', policy(statement({ Resource: 7 })), 'refuses', 'invalid'],
  ['a condition on an object', policy(statement({ Condition: { StringEquals: { 'aws:userid': {} } } })), 'refuses', 'invalid'],
  ['a condition without keys', policy(statement({ Condition: { StringEquals: 'x' } })), 'refuses', 'invalid'],
  ['Version misspelt', { version: '2012-10-17', Statement: [statement()] }, 'refuses', 'no-version'],
  ['2008 Version, and no variable to read', { Version: '2008-10-17', Statement: [statement({ Resource: instance })] }, 'refuses', 'instance-only'],
  ['no Version', { Statement: [statement()] }, 'refuses', 'no-version'],
  ['2008 Version', { Version: '2008-10-17', Statement: [statement()] }, 'refuses', 'old-version'],
  ['a mistyped Version', { Version: '2012-10-71', Statement: [statement()] }, 'refuses', 'old-version'],
  ['a Version that is a number', { Version: 2012, Statement: [statement()] }, 'refuses', 'old-version'],
  ['2008 Version and another Region', { Version: '2008-10-17', Statement: [statement({ Resource: own.replace('us-east-1', 'eu-west-1') })] }, 'refuses', 'old-version other-region'],
  ['Effect Deny', policy(statement({ Effect: 'Deny' })), 'refuses', 'deny'],
  ['Effect Deny on another resource', policy(statement({ Effect: 'Deny', Resource: otherArn })), 'refuses', 'deny'],
  ['Allow and Deny', policy(statement(), { Effect: 'Deny', Action: 'connect:*', Resource: '*' }), 'refuses', 'deny'],
  ['Deny outside another Region', policy(statement(), { Effect: 'Deny', NotAction: 'iam:*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }), 'refuses', 'deny'],
  ['plural', action('connect:GetFederationTokens'), 'refuses', 'action-plural'],
  ['plural in lower case', action('connect:getfederationtokens'), 'refuses', 'action-plural'],
  ['STS', action('sts:GetFederationToken'), 'refuses', 'action-sts'],
  ['a misspelt action', action('connect:GetFederatonToken'), 'refuses', 'action-typo'],
  ['a misspelt service', action('conect:GetFederationToken'), 'refuses', 'action-typo'],
  ['an action cut short', action('connect:GetFederationT'), 'refuses', 'action-typo'],
  ['an ARN before the action', action('arn:aws:connect:GetFederationToken'), 'refuses', 'other-action'],
  ['a placeholder for the service', action('<service>:GetFederationToken'), 'refuses', 'placeholder'],
  ['no service', action('GetFederationToken'), 'refuses', 'action-typo'],
  ['a blank after the action', action('connect:GetFederationToken '), 'refuses', 'white-space'],
  ['a blank after the colon', action('connect: GetFederationToken'), 'refuses', 'white-space'],
  ['a Cyrillic letter in the action', action('connect:GetFederationTоken'), 'refuses', 'look-alike'],
  ['another action', action('connect:DescribeUser', 'connect:ListUsers'), 'refuses', 'other-action'],
  ['no action of Connect', action('s3:*'), 'refuses', 'other-action'],
  ['NotAction that excepts it', policy({ Effect: 'Allow', NotAction: 'connect:*', Resource: '*' }), 'refuses', 'action-excluded'],
  ['NotResource that excepts it', policy({ Effect: 'Allow', Action: 'connect:*', NotResource: `${instance}/user/*` }), 'refuses', 'resource-excluded'],
  ['the placeholder', resource('<connect instance ARN>/user/${aws:userid}'), 'refuses', 'placeholder'],
  ['the placeholder around the ARN', resource(`<${instance}>/user/\${aws:userid}`), 'refuses', 'placeholder'],
  ['half a placeholder', resource(`arn:aws:connect:us-east-1:<account-id>:instance/${id}/user/\${aws:userid}`), 'refuses', 'placeholder'],
  ['a placeholder for the instance', swap(id, 'INSTANCE_ID'), 'refuses', 'placeholder'],
  ['a placeholder in the condition', when(is('<TARGET_CONNECT_INSTANCE_ID>')), 'refuses', 'placeholder'],
  ['another instance', swap(id, other), 'refuses', 'other-instance'],
  ['another instance elsewhere', resource(`arn:aws:connect:eu-west-2:999988887777:instance/${other}/user/\${aws:userid}`), 'refuses', 'other-instance'],
  ['the sample of the workshop', resource('arn:aws:connect:us-east-1:257804509653:instance/9690dd9b-3de7-4097-b4d9-67829f7c8fur/user/${aws:userid}'), 'refuses', 'other-account resource-typo'],
  ['another instance by condition', when(is(other)), 'refuses', 'other-instance'],
  ['another instance by condition, ARN', when(is(otherArn)), 'refuses', 'other-instance'],
  ['a blank in the condition', when(is(`${id} `)), 'refuses', 'white-space'],
  ['another Region', swap('us-east-1', 'us-west-2'), 'refuses', 'other-region'],
  ['no Region', swap('us-east-1', ''), 'refuses', 'other-region'],
  ['another account', swap('111122223333', '123456789012'), 'refuses', 'other-account'],
  ['the account with hyphens', swap('111122223333', '1111-2222-3333'), 'refuses', 'other-account'],
  ['another partition', swap('arn:aws:', 'arn:aws-us-gov:'), 'refuses', 'other-partition'],
  ['another service', swap(':connect:', ':sts:'), 'refuses', 'other-service'],
  ['two parts wrong', resource(own.replace('us-east-1', 'eu-west-1').replace('/user/', '/agent/')), 'refuses', 'other-region agent-for-user'],
  ['the alias', swap(id, 'my-contact-centre'), 'refuses', 'alias-for-id'],
  ['one letter of the id', swap('8f11', '8f12'), 'refuses', 'resource-typo'],
  ['the id in upper case', swap(id, id.toUpperCase()), 'refuses', 'resource-typo'],
  ['the instance only', resource(instance), 'refuses', 'instance-only'],
  ['a slash after the instance', resource(`${instance}/`), 'refuses', 'instance-only'],
  ['/user/ and nothing', resource(`${instance}/user/`), 'refuses', 'instance-only'],
  ['/user', resource(`${instance}/user`), 'refuses', 'instance-only'],
  ['/agent/', swap('/user/', '/agent/'), 'refuses', 'agent-for-user'],
  ['/agent/*', resource(`${instance}/agent/*`), 'refuses', 'agent-for-user'],
  ['a word before agent', swap('/user/', '/sub-agent/'), 'refuses', 'resource-typo'],
  ['the beginning of the id', swap(id, id.slice(0, 10)), 'refuses', 'resource-typo'],
  ['the end of the id', swap(id, id.slice(-12)), 'refuses', 'resource-typo'],
  ['the id and more', swap(id, `${id}-extra`), 'refuses', 'resource-typo'],
  ['no id between the slashes', swap(id, ''), 'refuses', 'resource-typo'],
  ['another Region and /instances/', resource(own.replace('us-east-1', 'eu-west-1').replace('instance/', 'instances/')), 'refuses', 'other-region resource-typo'],
  ['another Region and /users/', resource(own.replace('us-east-1', 'eu-west-1').replace('/user/', '/users/')), 'refuses', 'other-region resource-typo'],
  ['the ARN of another Region, cut short', resource('arn:aws:connect:eu-west-1'), 'refuses', 'resource-typo'],
  ['/users/', swap('/user/', '/users/'), 'refuses', 'resource-typo'],
  ['/User/', swap('/user/', '/User/'), 'refuses', 'resource-typo'],
  ['/instances/', swap('instance/', 'instances/'), 'refuses', 'resource-typo'],
  ['the ARN twice', swap(id, instance), 'refuses', 'resource-typo'],
  ['no ARN', resource('connect'), 'refuses', 'resource-typo'],
  ['upper-case arn', swap('arn:', 'ARN:'), 'refuses', 'resource-typo'],
  ['no dollar sign', user('{aws:userid}'), 'refuses', 'wrong-variable'],
  ['a hyphen for the colon', user('${aws-userid}'), 'refuses', 'wrong-variable'],
  ['the variable of an IAM user, behind the role’s id', user(`${session.roleId}:\${aws:username}`), 'refuses', 'wrong-variable'],
  ['square brackets', user('$[aws:userid]'), 'refuses', 'wrong-variable'],
  ['a slash behind plain text', user('aws:userid/'), 'refuses', 'wrong-variable'],
  ['no dollar sign, and blanks', user('{ aws:userid }'), 'refuses', 'wrong-variable'],
  ['two blanks after the dollar', user('$  {aws:userid}'), 'refuses', 'wrong-variable'],
  ['no brackets', user('$aws:userid'), 'refuses', 'wrong-variable'],
  ['round brackets', user('$(aws:userid)'), 'refuses', 'wrong-variable'],
  ['a blank after the dollar', user('$ {aws:userid}'), 'refuses', 'wrong-variable'],
  ['URL-encoded', user('$%7Baws:userid%7D'), 'refuses', 'wrong-variable'],
  ['all URL-encoded', user('%24%7Baws%3Auserid%7D'), 'refuses', 'wrong-variable'],
  ['full-width brackets', user('$｛aws:userid｝'), 'refuses', 'wrong-variable'],
  ['${aws:username}', user('${aws:username}'), 'refuses', 'wrong-variable'],
  ['${aws:user}', user('${aws:user}'), 'refuses', 'wrong-variable'],
  ['no closing bracket', user('${aws:userid'), 'refuses', 'wrong-variable'],
  ['plain text', user('aws:userid'), 'refuses', 'wrong-variable'],
  ['an e-mail address', user('ann@example.com'), 'refuses', 'wrong-variable'],
  ['one user', user(`${session.roleId}:ann@example.com`), 'refuses', 'some-users'],
  ['one user of any role', user('*:ann@example.com'), 'refuses', 'some-users'],
  ['one user of the roles whose id begins so', user('AROAEXAMPLE*:ann@example.com'), 'refuses', 'some-users'],
  ['one user of two agents', user('*:ann@example.com'), 'refuses', 'some-users', agents],
  ['one user denied', policy(statement(), { Effect: 'Deny', Action: '*', Resource: `${instance}/user/*:bob@example.com` }), 'refuses', 'deny', agents],
  ['another role', user('AROAOTHEROTHEROTHER01:*'), 'refuses', 'other-role'],
  ['a role id, role unknown', user('AROAOTHEROTHEROTHER01:*'), 'unsure', 'unsure', early],
  ['a role id in the second resource, role unknown', resource(`${instance}/user/ann`, `${instance}/user/AROAOTHEROTHEROTHER01:*`), 'unsure', 'unsure', early],
  ['a blank at the end', resource(`${own} `), 'refuses', 'white-space'],
  ['a blank before', resource(` ${own}`), 'refuses', 'white-space'],
  ['a line break', resource(`${own}\n`), 'refuses', 'white-space'],
  ['a zero-width space', swap(id, `${id}\u200b`), 'refuses', 'white-space'],
  ['a no-break space in the variable', user('${aws:\u00a0userid}'), 'refuses', 'white-space'],
  ['a Cyrillic letter', swap('connect', 'соnnect'), 'refuses', 'look-alike'],
  ['a full-width digit at the end', resource(`${instance.slice(0, -1)}１`), 'refuses', 'look-alike'],
  ['a Cyrillic letter in the condition', when(is(id.replace('c', 'с'))), 'refuses', 'look-alike'],
  ['an en dash', swap('us-east-1', 'us–east–1'), 'refuses', 'look-alike'],
  ['another provider', policy(statement({ Condition: { StringEquals: { 'aws:FederatedProvider': 'x' } } })), 'refuses', 'condition'],
  ['a condition on the username', policy(statement({ Condition: { StringEquals: { 'aws:username': 'ann' } } })), 'refuses', 'condition'],
  ['a condition on SAML:aud', policy(statement({ Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } } })), 'refuses', 'condition'],
  ['a condition on another Region', policy(statement({ Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } })), 'refuses', 'condition'],
  ['a key of a service whose name ends so', policy(statement({ Condition: { StringEquals: { 'my-sts:ExternalId': 'x' } } })), 'refuses', 'condition'],
  ['the instance absent', when({ Null: { 'connect:InstanceId': 'true' } }), 'refuses', 'condition'],
  ['another instance, and this one in upper case', when(is([other, id.toUpperCase()])), 'refuses', 'other-instance'],
  ['a misspelt condition key', when({ StringEquals: { 'connect:InstanceArn': instance } }), 'refuses', 'condition'],
  ['a misspelt global key', policy(statement({ Condition: { StringEquals: { 'aws:RequestRegion': 'us-east-1' } } })), 'refuses', 'condition'],
  ['a condition on the id in upper case', when(is(id.toUpperCase())), 'refuses', 'other-instance'],
  ['a condition on any id, by StringEquals', when(is('*')), 'refuses', 'condition'],
  ['a condition on the alias', when(is('workshop')), 'refuses', 'alias-for-id'],
  ['no id', when(is('')), 'refuses', 'condition'],
  ['a blank in the key', when({ StringEquals: { 'connect:InstanceId ': id } }), 'refuses', 'white-space'],
  ['a Greek letter in the key', when({ StringEquals: { 'cοnnect:InstanceId': id } }), 'refuses', 'look-alike'],
  ['the key without its service', when({ StringEquals: { InstanceId: id } }), 'refuses', 'condition'],
  ['users of another domain', when({ StringLike: { 'aws:userid': '*@example.org' } }, own), 'refuses', 'condition', agents],
  ['users of a domain, nobody known', when({ StringLike: { 'aws:userid': '*@example.org' } }, own), 'refuses', 'condition', early],
  ['no organization', when({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, own), 'refuses', 'condition', { ...session, organizationId: null }],
  ['another organization', when({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, own), 'refuses', 'condition', { ...session, organizationId: 'o-other00000' }],
  ['an organization that is not known', when({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, own), 'unsure', 'unsure'],
  ['not this instance', when({ StringNotEquals: { 'connect:InstanceId': id } }), 'refuses', 'condition'],
  ['long gone', policy(statement({ Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } } })), 'refuses', 'condition'],
  ['the nearest of two statements', policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }, statement({ Resource: own.replace('/user/', '/agent/') })), 'refuses', 'agent-for-user'],
  ['the nearest of two: the one with the right resource', policy(statement({ Action: 'connect:ListUsers', Resource: otherArn }), statement({ Action: 'connect:DescribeUser' })), 'refuses', 'other-action'],
  ['the nearest of two: the one whose condition is met', policy(statement({ Action: 'connect:ListUsers', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), statement({ Action: 'connect:DescribeUser', Condition: { Bool: { 'aws:SecureTransport': 'true' } } })), 'refuses', 'other-action'],
  ['the nearest of two: the one with nearly the action', policy({ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::b' }, statement({ Action: 'connect:GetFederationTokens', Resource: `${otherArn}/user/*` })), 'refuses', 'action-plural other-instance'],
  ['the nearest of two: the one with the very action', policy(statement({ Action: 'connect:GetFederationTokens', Resource: `${otherArn}/user/*` }), statement({ Action: 'connect:*', Resource: `${otherArn}/user/*` })), 'refuses', 'other-instance'],
  ['the nearest of two resources', resource('arn:aws:s3:::bucket', own.replace('us-east-1', 'us-east-2')), 'refuses', 'other-region'],

  // Not decided.
  ['a global key that is not among those AWS documents today', policy(statement({ Condition: { StringEquals: { 'aws:WeatherToday': 'fair' } } })), 'unsure', 'unsure'],
  ['an unknown operator', policy(statement({ Condition: { StringEqual: { 'aws:userid': 'x' } } })), 'unsure', 'unsure'],
  ['an address', policy(statement({ Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } })), 'unsure', 'unsure'],
  ['a Deny outside addresses', policy(statement(), { Effect: 'Deny', Action: '*', Resource: '*', Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }), 'unsure', 'unsure'],
  ['a tag', policy(statement({ Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'blue' } } })), 'unsure', 'unsure'],
  ['multi-factor', policy(statement({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })), 'refuses', 'condition'],
  ['multi-factor, if it is said', policy(statement({ Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } })), 'unsure', 'unsure'],
  ['a recent multi-factor sign-in', policy(statement({ Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } } })), 'refuses', 'condition'],
  ['a variable in the Region', resource(own.replace('us-east-1', () => '${aws:RequestedRegion}')), 'unsure', 'unsure'],
  ['a star across colons', resource(`arn:aws:connect:*:instance/${id}/user/*`), 'unsure', 'unsure'],
  ['an unknown operator beside another Region', policy(statement({ Resource: own.replace('us-east-1', 'eu-west-1'), Condition: { StringEqual: { 'aws:userid': 'x' } } })), 'refuses', 'other-region'],
];

describe('judgeScope', () => {
  for (const [name, document, verdict, codes = '', expected = session] of rows)
    it(name, () => {
      const text = typeof document === 'string' ? document : JSON.stringify(document);
      const judgement = judgeScope(text, expected);
      expect([judgement.verdict, judgement.problems.map(({ code }) => code).join(' ')]).toEqual([verdict, codes]);
      for (const { code, message } of judgement.problems) {
        expect(scopeCauses).toHaveProperty([code]);
        expect(message).toMatch(/^[A-Z].*\.$/su);
      }
      if (codes !== '') expect(wording(judgement.problems)).toMatchSnapshot();
    });

  it('names every cause in some row', () => {
    const seen = new Set(rows.flatMap(([, , , codes = '']) => codes.split(' ')));
    expect(Object.keys(scopeCauses).filter((cause) => !seen.has(cause))).toEqual([]);
  });

  it.each([
    ['action', action('q'.repeat(5_000))],
    ['Region', swap('us-east-1', 'q'.repeat(5_000))],
    ['instance', swap(id, 'q'.repeat(5_000))],
    ['user', user('q'.repeat(5_000))],
    ['one user', user(`*:${'q'.repeat(5_000)}`)],
    ['kind', swap('/user/', `/${'q'.repeat(5_000)}/`)],
    ['Version', { Version: 'q'.repeat(5_000), Statement: [statement()] }],
    ['Effect', policy(statement({ Effect: 'q'.repeat(5_000) }))],
    ['Sid', policy(statement({ Sid: 'q'.repeat(5_000), Action: 's3:*' }))],
    ['number', when({ NumericEquals: { 'aws:EpochTime': 'q'.repeat(5_000) } })],
    ['condition', when(is('q'.repeat(5_000)))],
    ['placeholder', swap(id, 'x'.repeat(5_000))],
  ])('says what is wrong in a sentence, however long the %s is', (_, document) => {
    for (const { message } of judgeScope(JSON.stringify(document), session).problems)
      expect(message.length).toBeLessThan(300);
  });

  it('says when the agents’ names would decide', () => {
    const hangs = (document: object): boolean => scopeHangsOnName(JSON.stringify(document), session);
    expect(hangs(user('*:*@example.com'))).toBe(true);
    expect(hangs(when({ StringLike: { 'aws:userid': '*:ann@example.com' } }, own))).toBe(true);
    expect(hangs(policy(statement(), { Effect: 'Deny', Action: '*', Resource: `${instance}/user/*:bob?` }))).toBe(true);
    expect(hangs(policy({ Effect: 'Allow', Action: '*', NotResource: `${instance}/user/*:bob` }))).toBe(true);
    expect(hangs(user('*'))).toBe(false);
    expect(hangs(policy(statement()))).toBe(false);
    expect(scopeHangsOnName('no policy', session)).toBe(false);
  });

  it('shows the expected ARN and exactly what is there', () => {
    const [problem] = judgeScope(JSON.stringify(swap('us-east-1', 'us-west-2')), session).problems;
    expect(problem).toMatchObject({ expected: own, actual: own.replace('us-east-1', 'us-west-2') });
  });

  it('writes the workshop’s document', () => {
    expect(JSON.parse(printPolicy(scopeDocument(session)))).toEqual(policy(statement()));
  });
});
