import { describe, expect, it } from 'vitest';
import { authorize, evaluate, type NamedPolicy, type Request } from '../../src/iam/evaluate.ts';

const arn = 'arn:aws:connect:us-east-1:111122223333:instance/aaaa/user/';
const own = `${arn}\${aws:userid}`;
const request: Request = {
  action: 'connect:GetFederationToken',
  resource: `${arn}AROAX:a@x.y`,
  context: {
    'aws:userid': 'AROAX:a@x.y',
    'connect:InstanceId': { spellings: ['aaaa', 'arn:aws:connect:us-east-1:111122223333:instance/aaaa'] },
    'aws:TagKeys': ['a', 'b'],
    'aws:CalledVia': [],
    'aws:PrincipalOrgPaths': ['o-1/ou-1/'],
    'aws:username': null,
    'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Connect-SSO',
    'aws:SourceIp': '203.0.113.7',
    'aws:VpcSourceIp': '2001:db8::7',
    'aws:CurrentTime': '2026-03-04T05:06:07Z',
    'aws:MultiFactorAuthAge': '300',
    'aws:SecureTransport': 'true',
    'aws:Star': 'a*b',
    'aws:Empty': '',
    'aws:Maybe': { unknown: 'nobody knows' },
    'aws:Some': { unknown: 'nobody knows', present: true },
    'x:Binary': 'QmluYXJ5',
  },
};

const decide = (changes: object, Version: string | undefined = '2012-10-17'): string =>
  evaluate([{ name: 'p', document: { Version, Statement: { Effect: 'Allow', Action: request.action, Resource: own, ...changes } } }], request).decision;
const table = (title: string, rows: readonly (readonly [name: string, changes: object, decision: string, version?: string])[]): void => {
  describe(title, () => {
    for (const [name, changes, decision, version] of rows) it(name, () => expect(decide(changes, version)).toBe(decision));
  });
};

table('actions', [
  ['exact', {}, 'allow'],
  ['other case', { Action: 'CONNECT:getfederationtoken' }, 'allow'],
  ['a list', { Action: ['s3:*', 'connect:*'] }, 'allow'],
  ['question mark', { Action: 'connect:Get?ederationToken' }, 'allow'],
  ['question mark for nothing', { Action: 'connect:GetFederationToken?' }, 'none'],
  ['star for nothing', { Action: 'connect:GetFederationToken*' }, 'allow'],
  ['a variable is no variable there', { Action: '${aws:userid}' }, 'none'],
  ['NotAction of another', { Action: undefined, NotAction: 'iam:*' }, 'allow'],
  ['NotAction of this', { Action: undefined, NotAction: ['iam:*', 'connect:Get*'] }, 'none'],
  ['a wildcard in the service', { Action: '*:GetFederationToken' }, 'unsure'],
]);

table('resources', [
  ['star', { Resource: '*' }, 'allow'],
  ['case counts', { Resource: own.replace('instance', 'Instance') }, 'none'],
  ['the variable in other case', { Resource: `${arn}\${AWS:USERID}` }, 'allow'],
  ['2008: the variable is text', {}, 'none', '2008-10-17'],
  ['2008: star', { Resource: `${arn}*` }, 'allow', '2008-10-17'],
  ['a variable without value', { Resource: `${arn}\${aws:username}` }, 'none'],
  ['its default', { Resource: `${arn}\${aws:username, 'AROAX:a@x.y'}` }, 'allow'],
  ['a default not needed', { Resource: `${arn}\${aws:userid, 'x'}` }, 'allow'],
  ['a variable that may have a value', { Resource: `${arn}\${aws:Maybe}` }, 'unsure'],
  ['such a variable elsewhere', { Resource: `arn:aws:s3:::\${aws:Maybe}` }, 'none'],
  ['a variable of many values', { Resource: `${arn}\${aws:TagKeys}` }, 'unsure'],
  ['a star as text', { Resource: `${arn}\${*}` }, 'none'],
  ['a variable before the fifth colon', { Resource: 'arn:aws:connect:${aws:userid}:111122223333:*' }, 'none'],
  ['a variable cut short', { Resource: `${arn}\${aws:userid` }, 'none'],
  ['no documented variable', { Resource: `${arn}\${ aws:userid }` }, 'unsure'],
  ['an open end after the Region', { Resource: 'arn:aws:connect:us-east-1:*' }, 'allow'],
  ['a short ARN', { Resource: 'arn:aws:connect:us-east-1' }, 'unsure'],
  ['a short ARN elsewhere', { Resource: 'arn:aws:s3' }, 'none'],
  ['a star across colons', { Resource: 'arn:aws:connect:*/user/AROAX:a@x.y' }, 'unsure'],
  ['NotResource of another', { Resource: undefined, NotResource: 'arn:aws:s3:::*' }, 'allow'],
  ['NotResource of this', { Resource: undefined, NotResource: ['arn:aws:s3:::*', own] }, 'none'],
  ['NotResource, a variable without value', { Resource: undefined, NotResource: `${arn}\${aws:username}` }, 'unsure'],
  ['NotResource, that and this', { Resource: undefined, NotResource: [`${arn}\${aws:username}`, own] }, 'none'],
]);

const when = (operator: string, key: string, value: unknown): object => ({ Condition: { [operator]: { [key]: value } } });
table('conditions', [
  ['equal', when('StringEquals', 'aws:userid', 'AROAX:a@x.y'), 'allow'],
  ['equal by variable', when('StringEquals', 'aws:userid', '${aws:userid}'), 'allow'],
  ['key in other case', when('StringEquals', 'AWS:UserID', 'AROAX:a@x.y'), 'allow'],
  ['value in other case', when('StringEquals', 'aws:userid', 'arox:a@x.y'), 'none'],
  ['ignoring case', when('StringEqualsIgnoreCase', 'aws:userid', 'AROAX:A@X.Y'), 'allow'],
  ['one of many', when('StringEquals', 'aws:userid', ['x', 'AROAX:a@x.y']), 'allow'],
  ['none of many', when('StringNotEquals', 'aws:userid', ['x', 'AROAX:a@x.y']), 'none'],
  ['a star is text for StringEquals', when('StringEquals', 'aws:userid', '*'), 'none'],
  ['StringLike', when('StringLike', 'aws:userid', 'AROA?:*@x.y'), 'allow'],
  ['a star in the request is text', when('StringLike', 'aws:userid', '${aws:Star}'), 'none'],
  ['an escaped star', when('StringLike', 'aws:Star', 'a${*}b'), 'allow'],
  ['an escaped star is no wildcard', when('StringLike', 'aws:userid', 'AROAX${*}'), 'none'],
  ['StringNotLike', when('StringNotLike', 'aws:userid', '*@z'), 'allow'],
  ['absent', when('StringEquals', 'aws:Nope', 'x'), 'none'],
  ['absent, negated', when('StringNotEquals', 'aws:Nope', 'x'), 'allow'],
  ['absent, if exists', when('StringEqualsIfExists', 'aws:Nope', 'x'), 'allow'],
  ['there, if exists', when('StringEqualsIfExists', 'aws:userid', 'x'), 'none'],
  ['a variable without value', when('StringEquals', 'aws:userid', '${aws:username}'), 'none'],
  ['such a variable, negated', when('StringNotEquals', 'aws:userid', '${aws:username}'), 'allow'],
  ['2008: a variable is text', { Resource: '*', ...when('StringEquals', 'aws:userid', '${aws:userid}') }, 'none', '2008-10-17'],
  ['Null true, absent', when('Null', 'aws:Nope', 'true'), 'allow'],
  ['Null false, absent', when('Null', 'aws:Nope', false), 'none'],
  ['Null false, there', when('Null', 'aws:userid', 'false'), 'allow'],
  ['Null true, an empty list', when('Null', 'aws:CalledVia', 'true'), 'allow'],
  ['Null both', when('Null', 'aws:userid', ['true', 'false']), 'allow'],
  ['Null of nonsense', when('Null', 'aws:userid', 'yes'), 'unsure'],
  ['Null of an empty value', when('Null', 'aws:Empty', 'true'), 'unsure'],
  ['NullIfExists', when('NullIfExists', 'aws:userid', 'true'), 'unsure'],
  ['all values', when('ForAllValues:StringEquals', 'aws:TagKeys', ['a', 'b', 'c']), 'allow'],
  ['not all values', when('ForAllValues:StringEquals', 'aws:TagKeys', ['a']), 'none'],
  ['all values of none', when('ForAllValues:StringEquals', 'aws:Nope', 'a'), 'allow'],
  ['all values of an empty one', when('ForAllValues:StringEquals', 'aws:Empty', 'a'), 'allow'],
  ['any value', when('ForAnyValue:StringEquals', 'aws:TagKeys', ['b']), 'allow'],
  ['no value', when('ForAnyValue:StringEquals', 'aws:TagKeys', ['c']), 'none'],
  ['any value of none', when('ForAnyValue:StringEquals', 'aws:Nope', 'a'), 'none'],
  ['any value of an empty list', when('ForAnyValue:StringNotEquals', 'aws:CalledVia', 'a'), 'none'],
  ['any value, if exists', when('ForAnyValue:StringEqualsIfExists', 'aws:Nope', 'a'), 'unsure'],
  ['any other value', when('ForAnyValue:StringNotEquals', 'aws:TagKeys', ['a']), 'allow'],
  ['all others', when('ForAllValues:StringNotEquals', 'aws:TagKeys', ['a']), 'none'],
  ['a list without set operator', when('StringEquals', 'aws:TagKeys', 'a'), 'unsure'],
  ['a list of one', when('StringEquals', 'aws:PrincipalOrgPaths', 'o-1/ou-1/'), 'allow'],
  ['either spelling: id', when('StringEquals', 'connect:InstanceId', 'aaaa'), 'allow'],
  ['either spelling: ARN', when('ArnEquals', 'connect:InstanceId', 'arn:aws:connect:us-east-1:111122223333:instance/aaaa'), 'allow'],
  ['neither', when('StringEquals', 'connect:InstanceId', 'bbbb'), 'none'],
  ['not either', when('StringNotEquals', 'connect:InstanceId', 'aaaa'), 'none'],
  ['not another', when('StringNotEquals', 'connect:InstanceId', 'bbbb'), 'allow'],
  ['ARN', when('ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/Connect-SSO'), 'allow'],
  ['ARN with wildcards', when('ArnLike', 'aws:PrincipalArn', 'arn:*:iam::*:role/C?nnect-*'), 'allow'],
  ['ARN, case counts', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/connect-sso'), 'none'],
  ['ARN, not this', when('ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/Other'), 'allow'],
  ['ARN, a star across colons', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:*:role/Connect-SSO'), 'unsure'],
  ['ARN of what is none', when('ArnLike', 'aws:userid', 'arn:aws:iam::*:role/*'), 'none'],
  ['number', when('NumericLessThan', 'aws:MultiFactorAuthAge', 3600), 'allow'],
  ['equal numbers', when('NumericEquals', 'aws:MultiFactorAuthAge', '300.0'), 'allow'],
  ['other number', when('NumericNotEquals', 'aws:MultiFactorAuthAge', '300'), 'none'],
  ['at least', when('NumericGreaterThanEquals', 'aws:MultiFactorAuthAge', '300'), 'allow'],
  ['no number', when('NumericEquals', 'aws:MultiFactorAuthAge', 'many'), 'unsure'],
  ['no number in the request', when('NumericEquals', 'aws:userid', '1'), 'unsure'],
  ['a number absent', when('NumericLessThan', 'aws:Nope', '1'), 'none'],
  ['after', when('DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'), 'allow'],
  ['before', when('DateLessThan', 'aws:CurrentTime', '2020-01-01'), 'none'],
  ['the same moment elsewhere', when('DateEquals', 'aws:CurrentTime', '2026-03-04T07:06:07+02:00'), 'allow'],
  ['epoch time', when('DateEquals', 'aws:CurrentTime', '1772600767'), 'allow'],
  ['a time without zone', when('DateLessThan', 'aws:CurrentTime', '2030-01-01T00:00:00'), 'unsure'],
  ['a year or an epoch', when('DateLessThan', 'aws:CurrentTime', '2030'), 'unsure'],
  ['Bool', when('Bool', 'aws:SecureTransport', 'true'), 'allow'],
  ['Bool in other case', when('Bool', 'aws:SecureTransport', 'True'), 'allow'],
  ['Bool not', when('Bool', 'aws:SecureTransport', false), 'none'],
  ['Bool of nonsense', when('Bool', 'aws:SecureTransport', '1'), 'unsure'],
  ['Bool by variable', when('Bool', 'aws:SecureTransport', '${aws:SecureTransport}'), 'unsure'],
  ['binary', when('BinaryEquals', 'x:Binary', 'QmluYXJ5'), 'allow'],
  ['other binary', when('BinaryEquals', 'x:Binary', 'QmluYXJ4'), 'none'],
  ['in the network', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'), 'allow'],
  ['outside the network', when('NotIpAddress', 'aws:SourceIp', ['10.0.0.0/8', '203.0.113.0/24']), 'none'],
  ['the address', when('IpAddress', 'aws:SourceIp', '203.0.113.7'), 'allow'],
  ['everywhere', when('IpAddress', 'aws:SourceIp', '0.0.0.0/0'), 'allow'],
  ['IPv6', when('IpAddress', 'aws:VpcSourceIp', '2001:DB8::/32'), 'allow'],
  ['IPv6 against IPv4', when('IpAddress', 'aws:VpcSourceIp', '0.0.0.0/0'), 'none'],
  ['no address', when('IpAddress', 'aws:SourceIp', 'home'), 'unsure'],
  ['unknown', when('StringEquals', 'aws:Maybe', 'x'), 'unsure'],
  ['unknown, anything will do', when('StringLike', 'aws:Some', '*'), 'allow'],
  ['perhaps absent, anything will do', when('StringLike', 'aws:Maybe', '*'), 'unsure'],
  ['perhaps absent, anything will do if exists', when('StringLikeIfExists', 'aws:Maybe', '*'), 'allow'],
  ['unknown, but there', when('Null', 'aws:Some', 'false'), 'allow'],
  ['unknown whether there', when('Null', 'aws:Maybe', 'false'), 'unsure'],
  ['no such operator', when('StringEqual', 'aws:userid', 'x'), 'unsure'],
  ['an operator in other case', when('stringequals', 'aws:userid', 'AROAX:a@x.y'), 'unsure'],
  ['no such operator, and a false one', { Condition: { StringEqual: { 'aws:userid': 'x' }, StringEquals: { 'aws:userid': 'x' } } }, 'none'],
  ['two operators', { Condition: { StringEquals: { 'aws:userid': 'AROAX:a@x.y' }, Bool: { 'aws:SecureTransport': 'true' } } }, 'allow'],
  ['two keys, one false', { Condition: { StringEquals: { 'aws:userid': 'AROAX:a@x.y', 'aws:username': 'x' } } }, 'none'],
  ['no values', when('StringEquals', 'aws:userid', []), 'unsure'],
  ['no conditions', { Condition: {} }, 'allow'],
  ['a condition that is a list', { Condition: [] }, 'none'],
]);

const policy = (name: string, ...Statement: object[]): NamedPolicy => ({ name, document: { Version: '2012-10-17', Statement } });
const yes = { Effect: 'Allow', Action: '*', Resource: '*' };
const no = { Effect: 'Deny', Action: '*', Resource: '*' };
const perhaps = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:Maybe': 'x' } } };
const perhapsNot = { ...perhaps, Effect: 'Deny' };
const never = { Effect: 'Allow', Action: 's3:*', Resource: '*' };

describe('statements together', () => {
  const rows: readonly (readonly [string, readonly object[], string])[] = [
    ['nothing', [], 'none'],
    ['a certain Allow next to an unsure one', [perhaps, yes], 'allow'],
    ['a certain Deny next to an unsure Allow', [perhaps, no], 'deny'],
    ['a certain Deny next to an unsure Deny', [yes, perhapsNot, no], 'deny'],
    ['an unsure Deny next to a certain Allow', [yes, perhapsNot], 'unsure'],
    ['an unsure Deny and no Allow', [never, perhapsNot], 'none'],
    ['an unsure Allow', [never, perhaps], 'unsure'],
    ['unsure both', [perhaps, perhapsNot], 'unsure'],
    ['a broken Allow', [{ ...yes, Effect: 'allow' }], 'none'],
    ['a broken Deny', [yes, { Effect: 'Deny', Action: '*' }], 'unsure'],
    ['a broken Deny of something else', [yes, { Effect: 'Deny', Action: 's3:*' }], 'allow'],
  ];
  for (const [name, list, decision] of rows) it(name, () => expect(evaluate([policy('p', ...list)], request).decision).toBe(decision));

  it('names the statement that decides', () => {
    const decision = evaluate([policy('one', never), policy('two', never, { ...yes, Sid: 'Here' })], request);
    expect(decision).toEqual({ decision: 'allow', by: { policy: 'two', statement: 2, sid: 'Here' } });
  });

  it('says why it is unsure', () => {
    expect(evaluate([policy('p', perhaps)], request)).toMatchObject({ decision: 'unsure', by: { policy: 'p', statement: 1 }, why: expect.stringContaining('nobody knows') });
  });
});

describe('a boundary', () => {
  const rows: readonly (readonly [string, object, object, string])[] = [
    ['allows what both allow', yes, yes, 'allow'],
    ['grants nothing itself', never, yes, 'none'],
    ['limits', yes, never, 'none'],
    ['denies', yes, no, 'deny'],
    ['denies what nothing allows', never, no, 'deny'],
    ['leaves a Deny', no, yes, 'deny'],
    ['may limit', yes, perhaps, 'unsure'],
    ['may limit what may be allowed', perhaps, perhaps, 'unsure'],
    ['certainly limits what may be allowed', perhaps, never, 'none'],
  ];
  for (const [name, identity, boundary, decision] of rows)
    it(name, () => expect(authorize({ identity: [policy('i', identity)], boundary: policy('b', boundary) }, request).decision).toBe(decision));
});

describe('a request for no resource in particular', () => {
  it('is met by a star alone', () => {
    const list: Request = { action: 'connect:ListInstances', resource: '*', context: {} };
    expect(evaluate([policy('p', yes)], list).decision).toBe('allow');
    expect(evaluate([policy('p', { ...yes, Resource: own })], list).decision).toBe('none');
  });
});
