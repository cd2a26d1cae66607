import { finding, type Finding } from './judged.ts';

/** What can be wrong with the value mapped to the attribute Role: cause → what it means. */
export const roleAttributeCauses = {
  'not-sent':
    'The recorded sign-in carries no attribute https://aws.amazon.com/SAML/Attributes/Role, so AWS does not know which role to assume.',
  misnamed:
    'The attribute is not named https://aws.amazon.com/SAML/Attributes/Role, letter for letter, so AWS does not read it.',
  empty: 'The value of the Role attribute is empty, so AWS does not know which role to assume.',
  'too-long': 'The value of the Role attribute is far longer than two ARNs.',
  'look-alike': 'The value contains a character that looks like another one or cannot be seen, so the ARN is another.',
  'white-space': 'The value contains white space: a blank, a tab or a line break that came along when it was pasted.',
  quotes: 'The value stands in quotation marks or brackets; only the two ARNs belong in the field.',
  backslash: 'The value contains a backslash, which no ARN has.',
  placeholder: "A placeholder of the workshop's text was not replaced with the real ARN or account id.",
  sample: "The value is the workshop's own example with the account 123456789012.",
  'attribute-name': "The attribute's name was pasted into the value; it belongs in the field on the left.",
  variable: 'A variable such as ${user:email} stands where the two ARNs belong.',
  separator: 'The two ARNs are not separated by a comma.',
  comma: 'There is a comma too many.',
  'only-role': "The value has the role's ARN only; the identity provider's ARN is missing.",
  'only-provider': "The value has the identity provider's ARN only; the role's ARN is missing.",
  'same-kind': 'Both ARNs are of the same kind; one must be the role and one the identity provider.',
  'several-pairs': 'The value holds more than one pair of ARNs.',
  swapped: 'The identity provider stands before the role; AWS takes either order, the workshop writes the role first.',
  'not-an-arn': 'A part of the value is not an ARN, which begins with arn:.',
  'arn-form':
    'A part of the value is not the ARN of a role or identity provider: something is missing or misspelt in it.',
  'policy-arn': "The value names a policy where the role's ARN belongs.",
  'instance-profile-arn': "The value names an instance profile where the role's ARN belongs.",
  'session-arn': "The value names a session (assumed-role) where the role's ARN belongs.",
  'other-arn': 'The value names something that is neither a role nor an identity provider.',
  'openid-provider': 'The value names an OpenID Connect provider where the SAML provider belongs.',
  'other-partition': 'An ARN names another AWS partition than the one of this account.',
  'account-hyphens': 'The account id is written with hyphens; in an ARN it has twelve digits and nothing else.',
  'other-account': 'An ARN names another account.',
  'role-case': "The role's ARN differs in upper and lower case, which counts here.",
  'role-path': "The role's path was left out or added: the ARN has to be the role's own, path included.",
  'role-name': 'The ARN names another role.',
  'provider-case': "The identity provider's name differs in upper and lower case, which counts here.",
  'provider-name': 'The ARN names another identity provider.',
} as const satisfies Record<string, string>;

export type RoleAttributeCause = keyof typeof roleAttributeCauses;
export const roleFinding: (...parts: Parameters<typeof finding<RoleAttributeCause>>) => Finding = finding;
