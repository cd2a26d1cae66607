import { describe, expect, it } from 'vitest';
import { authorize, evaluate, type NamedPolicy, type Request } from '../../src/iam/evaluate.ts';
import { arn, own, request, table } from './request.ts';

// oxfmt-ignore
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
  ['two stars', { Action: '**' }, 'allow'],
  ['a wildcard in the service', { Action: '*:GetFederationToken' }, 'unsure'],
  ['a wildcard for a letter of the service', { Action: 'connec?:GetFederationToken' }, 'unsure'],
]);

// oxfmt-ignore
table('resources', [
  ['star', { Resource: '*' }, 'allow'],
  ['case counts', { Resource: own.replace('instance', 'Instance') }, 'none'],
  ['the variable in other case', { Resource: `${arn}\${AWS:USERID}` }, 'allow'],
  ['2008: the variable is text', {}, 'none', '2008-10-17'],
  ['2008: star', { Resource: `${arn}*` }, 'allow', '2008-10-17'],
  ['a variable without value', { Resource: `${arn}\${aws:username}` }, 'none'],
  ['its default', { Resource: `${arn}\${aws:username, 'AROAX:a@x.y'}` }, 'allow'],
  ['its default, without a blank', { Resource: `${arn}\${aws:username,'AROAX:a@x.y'}` }, 'allow'],
  ['a variable that may have a value, behind it all', { Resource: `${arn}AROAX:a@x.y\${aws:Maybe}` }, 'unsure'],
  ['a default not needed', { Resource: `${arn}\${aws:userid, 'x'}` }, 'allow'],
  ['a variable that may have a value', { Resource: `${arn}\${aws:Maybe}` }, 'unsure'],
  ['such a variable elsewhere', { Resource: `arn:aws:s3:::\${aws:Maybe}` }, 'none'],
  ['a variable of many values', { Resource: `${arn}\${aws:TagKeys}` }, 'unsure'],
  ['a star as text', { Resource: `${arn}\${*}` }, 'none'],
  ['a variable before the fifth colon', { Resource: 'arn:aws:connect:${aws:userid}:111122223333:*' }, 'none'],
  ['a variable cut short', { Resource: `${arn}\${aws:userid` }, 'none'],
  ['a blank in a variable', { Resource: `${arn}\${ aws:userid}` }, 'none'],
  ['a blank at the end of a variable', { Resource: `${arn}\${aws:userid }` }, 'none'],
  ['a variable without service', { Resource: `${arn}\${userid}` }, 'none'],
  ['a variable of CloudFormation', { Resource: `${arn}\${AWS::UserId}` }, 'none'],
  ['NotResource, no variable', { Resource: undefined, NotResource: `${arn}\${userid}` }, 'unsure'],
  ['an open end after the Region', { Resource: 'arn:aws:connect:us-east-1:*' }, 'allow'],
  ['a short ARN', { Resource: 'arn:aws:connect:us-east-1' }, 'unsure'],
  ['no ARN at all', { Resource: 'arn' }, 'none'],
  ['a short ARN elsewhere', { Resource: 'arn:aws:s3' }, 'none'],
  ['nothing', { Resource: '' }, 'none'],
  ['an open end in the account', { Resource: 'arn:aws:connect:us-east-1:1111*' }, 'allow'],
  ['a star across colons, as many colons all the same', { Resource: 'arn:aws:connect:*:instance/aaaa/user/AROAX:a@x.y' }, 'unsure'],
  ['a star across colons, and a question mark at the end', { Resource: 'arn:aws:connect:us-east-1:*?' }, 'unsure'],
  ['a star across colons', { Resource: 'arn:aws:connect:*/user/AROAX:a@x.y' }, 'unsure'],
  ['NotResource of another', { Resource: undefined, NotResource: 'arn:aws:s3:::*' }, 'allow'],
  ['NotResource of this', { Resource: undefined, NotResource: ['arn:aws:s3:::*', own] }, 'none'],
  ['NotResource, a variable without value', { Resource: undefined, NotResource: `${arn}\${aws:username}` }, 'unsure'],
  ['NotResource, that and this', { Resource: undefined, NotResource: [`${arn}\${aws:username}`, own] }, 'none'],
]);

const policy = (name: string, ...Statement: object[]): NamedPolicy => ({
  name,
  document: { Version: '2012-10-17', Statement },
});
const yes = { Effect: 'Allow', Action: '*', Resource: '*' };
const no = { Effect: 'Deny', Action: '*', Resource: '*' };
const perhaps = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:Maybe': 'x' } } };
const perhapsNot = { ...perhaps, Effect: 'Deny' };
const never = { Effect: 'Allow', Action: 's3:*', Resource: '*' };

describe('statements together', () => {
  // oxfmt-ignore
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
  for (const [name, list, decision] of rows)
    it(name, () => expect(evaluate([policy('p', ...list)], request).decision).toBe(decision));

  it('names the statement that decides', () => {
    const decision = evaluate([policy('one', never), policy('two', never, { ...yes, Sid: 'Here' })], request);
    expect(decision).toEqual({ decision: 'allow', by: { policy: 'two', statement: 2, sid: 'Here' } });
  });

  it('says why it is unsure', () => {
    expect(evaluate([policy('p', perhaps)], request)).toMatchObject({
      decision: 'unsure',
      by: { policy: 'p', statement: 1 },
      why: expect.stringContaining('nobody knows'),
    });
  });
});

describe('a boundary', () => {
  // oxfmt-ignore
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
    it(name, () =>
      expect(authorize({ identity: [policy('i', identity)], boundary: policy('b', boundary) }, request).decision).toBe(
        decision,
      ),
    );
});

describe('a request for no resource in particular', () => {
  it('is met by a star alone', () => {
    const list: Request = { action: 'connect:ListInstances', resource: '*', context: {} };
    expect(evaluate([policy('p', yes)], list).decision).toBe('allow');
    expect(evaluate([policy('p', { ...yes, Resource: own })], list).decision).toBe('none');
  });
});
