import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/iam/evaluate.ts';

const resource = 'arn:aws:connect:us-east-1:111122223333:instance/aaaa/user/AROAX:a@x.y';
const own = 'arn:aws:connect:us-east-1:111122223333:instance/aaaa/user/${aws:userid}';
const request = {
  action: 'connect:GetFederationToken',
  resource,
  context: { 'aws:userid': 'AROAX:a@x.y', 'connect:InstanceId': 'aaaa', 'aws:TagKeys': ['a', 'b'], 'aws:SourceIp': { unknown: 'the network' } },
};
const decide = (statement: object, version: string | undefined = '2012-10-17'): string =>
  evaluate([{ name: 'p', document: { Version: version, Statement: { Effect: 'Allow', Action: request.action, Resource: own, ...statement } } }], request).decision;

describe('evaluate', () => {
  it.each([
    ['plain', {}, 'allow'],
    ['star', { Resource: '*' }, 'allow'],
    ['action case', { Action: 'Connect:getfederationtoken' }, 'allow'],
    ['literal brace', { Resource: own.replace('$', '') }, 'none'],
    ['source ip', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }, 'unsure'],
    ['deny', { Effect: 'Deny' }, 'deny'],
    ['unknown operator', { Condition: { StringEqual: { 'aws:userid': 'x' } } }, 'unsure'],
  ])('%s', (_name, statement, decision) => expect(decide(statement)).toBe(decision));
});
