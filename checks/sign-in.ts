import { coded, defineCheck, fail, pass, type Problem, unknown, unverified, type Verdict, warn } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { demand, optional, type Seen } from '../src/fact.ts';
import { captured, type CaptureJudgement } from '../src/facts/captured.ts';
import { identityCenter } from '../src/facts/identity-center.ts';
import { settings } from '../src/facts/settings.ts';
import { type Trail, trail, type TrailEvent } from '../src/facts/trail.ts';
import { captureCauses, type CaptureProblem } from '../src/saml/response.ts';

const causes: Readonly<Record<string, string>> = {
  ...captureCauses,
  'assume-role':
    'CloudTrail shows that AWS refused the newest SAML response: the role, its trust or the Role attribute.',
  'access-denied':
    'CloudTrail shows that the role was not allowed to enter Connect: the policy, or what takes its permission away.',
  'not-onboarded':
    'CloudTrail shows that Connect knew no user by the session name: the Connect login and the primary e-mail address differ.',
  'federation-failed': 'CloudTrail shows that Connect refused the newest sign-in for another reason.',
};

export default defineCheck({
  id: 'sign-in',
  step: 7,
  order: 1,
  title: 'A sign-in went all the way to the Connect instance',
  why: 'The only proof that all the links hold is a person who got in; a recorded sign-in or CloudTrail shows it.',
  causes,
  outcome: true,
  needs: {
    captured: optional(captured),
    trail: optional(trail),
    identityCenter: optional(identityCenter),
    settings,
  },

  judge: ({ captured, trail, settings }) => (settings.capture ? byCapture(demand(captured)) : byTrail(trail)),

  byHand: ({ identityCenter }, cause = '') => ({
    text: hands.find(([about]) => about.includes(cause))?.[1] ?? record,
    ...(identityCenter?.seen && { url: consolePage.identityCenter(identityCenter.value.region) }),
  }),
});

const record =
  'Sign in to the access portal as an agent, open the browser’s network log (keep it on page changes), choose the application, save the log as a HAR file, and give it with --saml. CloudTrail shows the sign-in after some minutes, too.';

/** Where the broken link is mended, by cause. */
const hands: readonly (readonly [about: readonly string[], text: string])[] = [
  [
    [
      'no-session-name',
      'session-attribute-name',
      'several-session-names',
      'session-name-form',
      'no-name-id',
      'no-role',
      'role-attribute-name',
      'role-pair',
      'role-pair-form',
      'several-roles',
    ],
    'On the application’s page choose Actions, Edit attribute mappings: Subject and https://aws.amazon.com/SAML/Attributes/RoleSessionName are ${user:email}, https://aws.amazon.com/SAML/Attributes/Role is the pair of ARNs. Then sign in again.',
  ],
  [
    ['session-name', 'session-name-case', 'not-onboarded'],
    'Make the Connect login and the primary e-mail address the same, letter for letter: a login cannot be changed, so add the Connect user again or change the address in Identity Center. Then sign in again.',
  ],
  [
    ['no-recipient', 'recipient', 'destination', 'no-audience', 'audience', 'audience-address'],
    'On the application’s page choose Actions, Edit configuration: the Application ACS URL is https://signin.aws.amazon.com/saml, the Application SAML audience urn:amazon:webservices. Then sign in again.',
  ],
  [
    ['no-relay-state', 'relay-state-sent'],
    'On the application’s page choose Actions, Edit configuration, and under Application properties make the Relay state the one that the check relay-state shows. Then sign in again.',
  ],
  [
    ['session-duration'],
    'On the application’s page choose Actions, Edit attribute mappings, and take the row https://aws.amazon.com/SAML/Attributes/SessionDuration away, or give it from 900 to 43200 seconds, and no more than the role’s maximum session duration. Then sign in again.',
  ],
  [
    ['tag-session', 'source-identity'],
    'On the application’s page choose Actions, Edit attribute mappings, and take that row away; or allow the action in the role’s trust policy: IAM, Roles, the role, Trust relationships, Edit trust policy. Then sign in again.',
  ],
  [
    ['other-application'],
    'In the access portal choose the Amazon Connect application, and record that sign-in. Where it was that one, download its metadata file and replace the metadata of the IAM identity provider by it.',
  ],
  [
    ['other-key', 'certificate-expired', 'certificate-not-yet-valid'],
    'Download the application’s metadata file and replace the metadata of the IAM identity provider by it. Then sign in again.',
  ],
  [
    ['assume-role', 'access-denied', 'federation-failed', 'refused-by-sign-in', 'refused-by-connect'],
    'Sign in again: that attempt may be older than the last change, for no other check fails. If it is refused again, look for what this tool does not read, such as a service control policy of the organization, and record the sign-in for --saml.',
  ],
];

function byCapture({ wrong, odd, user, passedOver }: CaptureJudgement): Verdict {
  const [first, ...rest] = coded('sign-in', wrong.map(told));
  if (first) return fail([first, ...rest], { evidence: 'captured' });
  const [note, ...more] = coded('sign-in', odd.map(told));
  if (note) return warn([note, ...more], { evidence: 'captured' });
  const other = passedOver ? ' The recording shows newer ones too, to other applications.' : '';
  return pass(`The captured sign-in of ${user} holds in every link.${other}`, { evidence: 'captured' });
}

const told = ({ severity: _severity, ...problem }: CaptureProblem): Problem => problem;

const at = ({ at: moment }: TrailEvent): string => moment.toISOString().replace('T', ' ').slice(0, 16);

/** CloudTrail's newest attempt counts; AssumeRoleWithSAML alone shows only half of the way. */
function byTrail(trail: Seen<Trail>): Verdict {
  // Who may not read CloudTrail has no evidence; where it did not answer there may be some.
  if (!trail.seen) {
    const refused = !trail.permission || trail.permission.startsWith('cloudtrail:');
    const message = refused
      ? `CloudTrail could not be read: ${trail.why}`
      : `Whose sign-ins CloudTrail shows cannot be told: ${trail.why}`;
    return trail.permission
      ? unverified(message, { permission: trail.permission })
      : unknown(message, { evidence: 'none' });
  }
  const { events, whole } = trail.value;
  const [newest] = events;
  if (!newest)
    return unverified(
      whole
        ? 'No sign-in has been recorded and none was given: AWS has no API that tries one.'
        : 'The newest records of CloudTrail, which are all that was read, show no sign-in here, and none was given.',
    );
  const lastGood = events.find(({ name, error }) => name === 'GetFederationToken' && !error);
  const since = lastGood
    ? ` The last one that worked was ${lastGood.sessionName}’s on ${at(lastGood)} UTC.`
    : ` None has worked in the ${whole ? 'last ninety days' : 'newest records, which are all that was read'}.`;
  if (newest.error)
    return fail([{ ...cause(newest, newest.error), message: `${cause(newest, newest.error).message}${since}` }]);
  if (newest.name === 'GetFederationToken') return pass(`${newest.sessionName} signed in on ${at(newest)} UTC.`);
  return unverified(
    `${newest.sessionName} was given the role on ${at(newest)} UTC, and nothing shows that Connect was reached.${since}`,
  );
}

function cause(event: TrailEvent, error: string): Problem {
  const who = `${event.sessionName || 'somebody'} on ${at(event)} UTC`;
  const actual = event.errorMessage ? `${error}: ${event.errorMessage}` : error;
  if (event.name === 'AssumeRoleWithSAML')
    return {
      code: 'sign-in/assume-role',
      message: `AWS refused the SAML response of ${who}${event.roleArn && `, which asked for ${event.roleArn}`}.`,
      expected: 'AssumeRoleWithSAML without an error',
      actual,
    };
  const expected = 'GetFederationToken without an error';
  if (error.startsWith('AccessDenied'))
    return {
      code: 'sign-in/access-denied',
      message: `The role was not allowed to enter Connect for ${who}.`,
      expected,
      actual,
    };
  if (/UserNotFound|UserNotOnboarded|ResourceNotFound/.test(error))
    return {
      code: 'sign-in/not-onboarded',
      message: `Connect knew no user by the session name of ${who}.`,
      expected,
      actual,
    };
  return { code: 'sign-in/federation-failed', message: `Connect refused ${who}.`, expected, actual };
}
