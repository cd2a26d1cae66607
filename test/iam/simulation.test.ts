import { describe, expect, it } from 'vitest';
import { scopeDocument } from '../../src/iam/scope.ts';
import { simulate, simulatedRequest } from '../../src/iam/simulation.ts';
import { id, instance, session } from './session.ts';

const { organizationId: _organization, providerArn: _provider, ...asked } = session;
const right = { name: 'Connect-SSO-Policy', document: JSON.stringify(scopeDocument(session)) };
const broken = { name: 'Broken', document: '{' };
const none = { attached: [], inline: [] };

describe('the sign-in as the policy simulator is asked about it', () => {
  it('has the condition keys that have one certain value, and no other', () => {
    expect(simulatedRequest(asked)).toEqual({
      action: 'connect:GetFederationToken',
      resource: `${instance}/user/${session.roleId}:workshop-companion`,
      context: {
        'aws:CurrentTime': '2026-05-06T07:08:09.000Z',
        'aws:EpochTime': '1778051289',
        'aws:PrincipalAccount': '111122223333',
        'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Connect-SSO',
        'aws:PrincipalIsAWSService': 'false',
        'aws:PrincipalType': 'AssumedRole',
        'aws:RequestedRegion': 'us-east-1',
        'aws:ResourceAccount': '111122223333',
        'aws:SecureTransport': 'true',
        'aws:TokenIssueTime': '2026-05-06T07:08:09.000Z',
        'aws:userid': `${session.roleId}:workshop-companion`,
        'connect:InstanceId': id,
      },
    });
  });

  it('is answered here by the same policies', () => {
    expect(simulate({ ...none, attached: [right] }, asked)).toBe('allow');
    expect(simulate({ ...none, inline: [right] }, asked)).toBe('allow');
    expect(simulate(none, asked)).toBe('none');
    expect(simulate({ ...none, attached: [right], boundary: right }, asked)).toBe('allow');
  });

  it('takes text that is no policy for one that allows nothing', () => {
    expect(simulate({ ...none, attached: [broken, right] }, asked)).toBe('allow');
    expect(simulate({ ...none, attached: [broken] }, asked)).toBe('none');
    expect(simulate({ ...none, attached: [right], boundary: broken }, asked)).toBe('none');
  });
});
