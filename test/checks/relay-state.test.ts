import { evidence } from '../account.ts';
import { instance, instanceArn, instanceId, tryCheck } from './try-check.ts';

const right = evidence.relayState;

tryCheck('relay-state', {
  passes: {
    'the workshop’s address': {},
    'the new agent page': { says: { relayState: right.replace('%2Fconnect%2Fccp', '%2Fccp-v2') } },
  },
  fails: {
    'another Region': {
      says: { relayState: right.replace('us-east-1', 'us-west-2') },
      code: 'other-region',
      message: 'us-west-2',
    },
    'the ARN for the id': {
      says: { relayState: right.replace(instanceId, instanceArn) },
      code: 'arn-for-id',
      message: 'only the id',
    },
    'a placeholder left in': {
      says: { relayState: right.replace(instanceId, '<instance-id>') },
      code: 'placeholder',
      message: '<instance-id>',
    },
    'a destination that is not encoded': {
      says: { relayState: right.replaceAll('%2F', '/') },
      code: 'not-encoded',
      message: '%2F',
    },
  },
  unknown: {
    'in China, where no form is documented': {
      world: { caller: { arn: 'arn:aws-cn:iam::111122223333:user/operator' } },
      message: 'AWS documents no relay state',
    },
  },
  warns: {
    'a blank at the end': { says: { relayState: `${right} ` }, code: 'white-space', message: 'white space' },
    'no destination': {
      says: { relayState: right.replace(/\?.*/, '') },
      code: 'no-destination',
      message: 'administration page',
    },
  },
  blocked: { 'no instance to name': { world: instance(null), by: ['connect-instance'] } },
  unverified: { 'nobody said it': { silent: true, message: '--relay-state' } },
});
