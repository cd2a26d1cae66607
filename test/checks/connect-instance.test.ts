import { both, instance, instanceId, tryCheck } from './try-check.ts';

const second = {
  accounts: {
    '111122223333': { connect: { 'us-east-1': { '9c1de5a0-24b7-4f7e-8a63-5f0e2b9d7c18': { alias: 'second' } } } },
  },
};

tryCheck('connect-instance', {
  passes: {
    'the only instance, active, with SAML': {},
    'one of two, chosen by its alias': { world: second, says: { instance: 'workshop' } },
    'one of two, chosen by its id': { world: second, says: { instance: instanceId } },
  },
  fails: {
    'no instance': { world: instance(null), code: 'missing', message: 'no Connect instance in us-east-1' },
    'an instance that keeps its own passwords': {
      world: instance({ identityManagementType: 'CONNECT_MANAGED' }),
      code: 'not-saml',
      message: 'cannot be changed',
    },
    'an instance that could not be created': {
      world: instance({ status: 'CREATION_FAILED' }),
      code: 'not-active',
      message: 'is not active',
    },
    'an instance in another Region': {
      world: both(instance(null), {
        accounts: {
          '111122223333': { connect: { 'us-west-2': { '9c1de5a0-24b7-4f7e-8a63-5f0e2b9d7c18': { alias: 'second' } } } },
        },
      }),
      code: 'other-region',
      message: 'is in us-west-2',
    },
    'a name unlike the only one': { says: { instance: 'shop' }, code: 'not-found', message: 'is called shop' },
    'a name, and no instance at all': {
      world: instance(null),
      says: { instance: 'shop' },
      code: 'not-found',
      message: 'is called shop',
    },
    'no instance, and other Regions may not be read': {
      world: both(instance(null), {
        faults: [{ match: 'connect:ListInstances', region: 'us-west-2', kind: 'denied' }],
      }),
      code: 'missing',
      message: 'no Connect instance in us-east-1',
    },
    'a name unlike any of two': {
      world: second,
      says: { instance: 'shop' },
      code: 'not-found',
      message: 'is called shop',
    },
    'an id that nothing has': {
      says: { instance: instanceId.replace('47', '48') },
      code: 'not-found',
      message: 'one character differs',
    },
  },
  unknown: { 'two with SAML': { world: second, message: 'say which with --instance' } },
});
