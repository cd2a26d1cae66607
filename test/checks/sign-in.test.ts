import { captureOf } from '../mistakes/capture.ts';
import { providerArn, roleArn, statement, trailed, tryCheck } from './try-check.ts';

const assumed = (more: object = {}) => ({
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRoleWithSAML',
  eventTime: '-10m',
  requestParameters: { roleArn, roleSessionName: 'agent1@example.com' },
  ...more,
});
const federated = (more: object = {}) => ({
  eventSource: 'connect.amazonaws.com',
  eventName: 'GetFederationToken',
  eventTime: '-9m',
  userIdentity: {
    principalId: 'AROASANDBOXCONNECTSSO:agent1@example.com',
    sessionContext: { sessionIssuer: { arn: roleArn } },
  },
  ...more,
});
const sessionName = 'https://aws.amazon.com/SAML/Attributes/RoleSessionName';

tryCheck('sign-in', {
  passes: {
    'a recorded sign-in': { says: { capture: captureOf({}) } },
    'CloudTrail shows the whole way': { world: trailed(assumed(), federated()) },
    'it failed before, and works now': {
      world: trailed(federated({ eventTime: '-60m', errorCode: 'AccessDenied' }), federated()),
    },
  },
  fails: {
    'no session name': {
      says: { capture: captureOf({ attributes: { [sessionName]: null } }) },
      code: 'no-session-name',
      message: 'RoleSessionName',
    },
    'a key that nobody knows': {
      says: { capture: captureOf({ signed: 'other-key' }) },
      code: 'other-key',
      message: 'key',
    },
    'refused by AWS': {
      world: trailed(assumed({ errorCode: 'AccessDenied' })),
      code: 'assume-role',
      message: 'refused',
    },
    'refused by AWS, and nothing in the record but the identity provider': {
      world: trailed(assumed({ errorCode: 'AccessDenied', requestParameters: { principalArn: providerArn } })),
      code: 'assume-role',
      message: 'the SAML response of somebody on ',
    },
    'unknown to Connect': {
      world: trailed(assumed(), federated({ errorCode: 'UserNotFoundException' })),
      code: 'not-onboarded',
      message: 'knew no user',
    },
  },
  blocked: {
    'the policy explains it': {
      world: { ...statement({ Action: 'sts:GetFederationToken' }) },
      says: { capture: captureOf({ attributes: { [sessionName]: null } }) },
      by: ['policy-scope'],
    },
  },
  unknown: {
    'CloudTrail does not answer': {
      world: { faults: [{ match: 'cloudtrail:LookupEvents', kind: 'truncated' }] },
      message: 'CloudTrail could not be read',
    },
  },
  unverified: {
    'CloudTrail may not be read': {
      world: { faults: [{ match: 'cloudtrail:LookupEvents', kind: 'denied' }] },
      message: 'CloudTrail could not be read',
    },
    'CloudTrail may be read, and the role may not': {
      world: { ...trailed(assumed()), faults: [{ match: 'iam:GetRole', kind: 'denied' }] },
      message: 'Whose sign-ins CloudTrail shows cannot be told',
    },
    'nobody has tried': { message: 'No sign-in' },
    'AssumeRoleWithSAML alone': { world: trailed(assumed()), message: 'nothing shows that Connect was reached' },
  },
});
