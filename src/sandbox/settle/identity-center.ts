import { type Reader, regionAt } from '../reader.ts';
import { type Application, type IdentityCenter, WorldError } from '../world.ts';
import { longAgo } from './defaults.ts';

export const readIdentityCenter = (at: Reader, id: string): IdentityCenter => {
  if (!/^ssoins-[0-9a-f]{16}$/.test(id)) {
    throw new WorldError(`identityCenter.${id} must be called ssoins- and sixteen hex digits.`);
  }
  const ownerAccountId = at.text('ownerAccountId');
  return {
    ownerAccountId,
    ...at.optional('name', at.text),
    region: at.region('region'),
    replicas: at.texts('replicas').map((name) => regionAt(name, `${at.path}.replicas`)),
    status: at.text('status', 'ACTIVE'),
    createdDate: at.moment('createdDate', longAgo),
    identityStoreId: at.text('identityStoreId', `d-${id.slice(7, 17)}`),
    ...at.optional('delegatedAdmin', at.text),
    users: at.each('users', (user) => ({
      userName: user.text('userName'),
      ...user.optional('displayName', user.text),
      ...user.optional('name', (key) =>
        user.object(key, (name) => ({
          ...name.optional('givenName', name.text),
          ...name.optional('familyName', name.text),
        })),
      ),
      emails: user.list('emails', (email) => ({
        value: email.text('value'),
        ...email.optional('type', email.text),
        primary: email.flag('primary', false),
      })),
      status: user.text('status', 'ENABLED'),
    })),
    groups: at.each('groups', (group) => ({
      displayName: group.text('displayName'),
      ...group.optional('description', group.text),
      members: group.texts('members'),
    })),
    applications: at.each('applications', (application, aplId) => {
      if (!/^apl-[0-9a-f]{16}$/.test(aplId)) {
        throw new WorldError(`${application.path} must be called apl- and sixteen hex digits.`);
      }
      return readApplication(application, ownerAccountId);
    }),
  };
};

const readApplication = (at: Reader, ownerAccountId: string): Application => ({
  name: at.text('name'),
  ...at.optional('description', at.text),
  providerArn: at.text('providerArn', 'arn:aws:sso::aws:applicationProvider/catalog/Amazon-Connect'),
  status: at.text('status', 'ENABLED'),
  visibility: at.text('visibility', 'ENABLED'),
  signInOptions: at.object('signInOptions', (options) => ({
    origin: options.text('origin', 'IDENTITY_CENTER'),
    ...options.optional('applicationUrl', options.text),
  })),
  account: at.text('account', ownerAccountId),
  createdDate: at.moment('createdDate', longAgo),
  assignmentRequired: at.flag('assignmentRequired', true),
  assignments: at.list('assignments', (assignment) => ({
    principalType: assignment.text('principalType', 'GROUP'),
    principalId: assignment.text('principalId'),
  })),
});
