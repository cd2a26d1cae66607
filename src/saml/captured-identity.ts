import { difference, nearest } from '../text/near.ts';
import type { Capture } from './capture.ts';
import { captureProblem, type CaptureCause, type CaptureProblem } from './capture-causes.ts';
import { quote } from './judged.ts';
import type { CaptureExpected } from './response.ts';
import { judgeRoleAttribute, misnamedAs, misnomer, roleAttributeFor, roleAttributeName } from './role-attribute.ts';

const prefix = 'https://aws.amazon.com/SAML/Attributes/';
const sessionAttributeName = `${prefix}RoleSessionName`;

const valuesOf = (capture: Capture, name: string): readonly string[] | undefined => {
  const found = capture.attributes.filter((attribute) => attribute.name === name);
  return found.length === 0 ? undefined : found.flatMap(({ values }) => values);
};

/** Who the response says is signing in, and with which role. */
export const judgeIdentity = (capture: Capture, expected: CaptureExpected): CaptureProblem[] => [
  ...(capture.nameId === undefined || capture.nameId.trim() === ''
    ? [captureProblem('fail', 'no-name-id', 'The response names no subject: its NameID is missing or empty.')]
    : []),
  ...judgeRole(capture, expected),
  ...judgeSessionName(capture, expected),
  ...judgeDuration(capture, expected),
  ...judgeSessionRights(capture, expected),
];

function misnamed(capture: Capture, name: string, cause: CaptureCause): CaptureProblem | undefined {
  const meant = misnamedAs(name, capture.attributes);
  return meant === undefined ? undefined : captureProblem('fail', cause, misnomer(name, meant), name, meant);
}

function judgeRole(capture: Capture, expected: CaptureExpected): CaptureProblem[] {
  const values = valuesOf(capture, roleAttributeName);
  if (values === undefined)
    return [
      misnamed(capture, roleAttributeName, 'role-attribute-name') ??
        captureProblem('fail', 'no-role', `The response has no attribute ${roleAttributeName}.`, roleAttributeName),
    ];
  const [first = ''] = values;
  const { pair } = expected;
  if (pair === undefined)
    return values.length > 1
      ? [severalRoles(values)]
      : first.trim() === ''
        ? [captureProblem('fail', 'no-role', 'The Role attribute is empty.')]
        : [];
  if (values.length <= 1) return judgePair(first, pair);
  const works = values.some((value) => judgeRoleAttribute(value, pair).verdict !== 'wrong');
  return works
    ? [severalRoles(values)]
    : [
        captureProblem(
          'fail',
          'role-pair',
          `None of the ${values.length} values of the Role attribute is this role with this identity provider.`,
          roleAttributeFor(pair),
          values.join(' | '),
        ),
      ];
}

const severalRoles = (values: readonly string[]): CaptureProblem =>
  captureProblem(
    'warn',
    'several-roles',
    `The Role attribute has ${values.length} values, so AWS asks which role to take.`,
    '1 value',
    values.join(' | '),
  );

function judgePair(value: string, pair: NonNullable<CaptureExpected['pair']>): CaptureProblem[] {
  const { verdict, problems } = judgeRoleAttribute(value, pair);
  const [first] = problems;
  if (first === undefined) return [];
  return verdict === 'wrong'
    ? [captureProblem('fail', 'role-pair', first.message, roleAttributeFor(pair), value)]
    : [captureProblem('warn', 'role-pair-form', first.message, roleAttributeFor(pair), value)];
}

// As STS states it: [\w+=,.@-]{2,64}.
const sessionName = /^[A-Za-z0-9_+=,.@-]{2,64}$/;

function judgeSessionName(capture: Capture, { connectUsernames }: CaptureExpected): CaptureProblem[] {
  const values = valuesOf(capture, sessionAttributeName);
  if (values === undefined)
    return [
      misnamed(capture, sessionAttributeName, 'session-attribute-name') ??
        captureProblem(
          'fail',
          'no-session-name',
          `The response has no attribute ${sessionAttributeName}.`,
          sessionAttributeName,
        ),
    ];
  const [name = '', ...more] = values;
  if (more.length > 0)
    return [
      captureProblem(
        'fail',
        'several-session-names',
        `The RoleSessionName attribute has ${values.length} values; exactly one is allowed.`,
        '1 value',
        values.join(' | '),
      ),
    ];
  if (!sessionName.test(name))
    return [
      captureProblem(
        'fail',
        'session-name-form',
        `AWS does not take the session name ${quote(name)}: ${formFlaw(name)}.`,
        '[a-zA-Z_0-9+=,.@-]{2,64}',
        name,
      ),
    ];
  if (connectUsernames === undefined || connectUsernames.includes(name)) return [];
  const meant = nearest(name, connectUsernames);
  if (meant === undefined)
    return [
      captureProblem(
        'fail',
        'session-name',
        `No Connect user has the login ${quote(name)}.`,
        connectUsernames.join(', '),
        name,
      ),
    ];
  const cause = meant.toLowerCase() === name.toLowerCase() ? 'session-name-case' : 'session-name';
  return [
    captureProblem(
      'fail',
      cause,
      `No Connect user has the login ${quote(name)}; the nearest is ${quote(meant)}: ${difference(meant, name)}.`,
      meant,
      name,
    ),
  ];
}

function formFlaw(name: string): string {
  if (name === '') return 'it is empty';
  const [odd] = /[^A-Za-z0-9_+=,.@-]/u.exec(name) ?? [];
  if (odd !== undefined) return `it contains ${odd === ' ' ? 'a blank' : quote(odd)}`;
  return name.length < 2
    ? 'it is shorter than 2 characters'
    : `it is ${name.length} characters long, and 64 are allowed`;
}

function judgeDuration(capture: Capture, { maxSessionDuration }: CaptureExpected): CaptureProblem[] {
  const [value] = valuesOf(capture, `${prefix}SessionDuration`) ?? [];
  if (value === undefined) return [];
  const seconds = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  const most = maxSessionDuration ?? 43_200;
  if (seconds >= 900 && seconds <= most) return [];
  const why = Number.isNaN(seconds)
    ? 'is not a whole number'
    : seconds < 900
      ? 'is less than 900'
      : `is more than ${maxSessionDuration === undefined ? most : 'the role allows'}`;
  return [
    captureProblem('fail', 'session-duration', `The SessionDuration ${quote(value)} ${why}.`, `900 to ${most}`, value),
  ];
}

/** Tags and a source identity need rights of their own in the trust policy. */
function judgeSessionRights(capture: Capture, { trustActions }: CaptureExpected): CaptureProblem[] {
  if (trustActions === undefined) return [];
  const allows = (action: string): boolean =>
    trustActions.some((one) => [action, 'sts:*', '*'].includes(one.toLowerCase()));
  const has = (start: string): boolean => capture.attributes.some(({ name }) => name.startsWith(`${prefix}${start}`));
  const found: CaptureProblem[] = [];
  if (has('PrincipalTag:') && !allows('sts:tagsession'))
    found.push(
      captureProblem(
        'fail',
        'tag-session',
        "The response carries session tags, and the role's trust policy does not allow sts:TagSession.",
        'sts:TagSession',
        trustActions.join(', '),
      ),
    );
  if (has('SourceIdentity') && !allows('sts:setsourceidentity'))
    found.push(
      captureProblem(
        'fail',
        'source-identity',
        "The response carries a source identity, and the role's trust policy does not allow sts:SetSourceIdentity.",
        'sts:SetSourceIdentity',
        trustActions.join(', '),
      ),
    );
  return found;
}
