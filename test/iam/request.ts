import { describe, expect, it } from 'vitest';
import { evaluate, type Request } from '../../src/iam/evaluate.ts';

export const arn = 'arn:aws:connect:us-east-1:111122223333:instance/aaaa/user/';
export const own = `${arn}\${aws:userid}`;
export const request: Request = {
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
    'aws:Dollar': 'a$b',
    'aws:Empty': '',
    'aws:Either': { either: ['false', null], why: 'nobody knows which' },
    'aws:Maybe': { unknown: 'nobody knows' },
    'aws:Some': { unknown: 'nobody knows', present: true },
    'x:Binary': 'QmluYXJ5',
  },
};

const decide = (changes: object, Version: string | undefined = '2012-10-17'): string =>
  evaluate(
    [
      {
        name: 'p',
        document: { Version, Statement: { Effect: 'Allow', Action: request.action, Resource: own, ...changes } },
      },
    ],
    request,
  ).decision;
/** Rows of: what is special about the one statement, and what the policy decides. */
export const table = (
  title: string,
  rows: readonly (readonly [name: string, changes: object, decision: string, version?: string])[],
): void => {
  describe(title, () => {
    for (const [name, changes, decision, version] of rows)
      it(name, () => expect(decide(changes, version)).toBe(decision));
  });
};
