/** What can be wrong with the policy's scope, and how to put it right. */
export const scopeCauses = {
  'not-json': 'The policy is no JSON document with a Statement; paste the whole policy of step 3 again.',
  'no-statement': 'The policy has no statement, so it allows nothing; paste the whole policy of step 3 again.',
  invalid:
    'A statement lacks what IAM asks of it (an Effect, an Action, a Resource), so it allows nothing; write it as in step 3.',
  'no-version':
    'Without a Version IAM reads the policy by the rules of 2008, in which ${aws:userid} is plain text; add "Version": "2012-10-17".',
  'old-version':
    'In the Version that is written ${aws:userid} is plain text and matches nobody; the Version has to be "2012-10-17".',
  deny: 'A statement with the Effect Deny refuses the sign-in, and a Deny wins over every Allow; the Effect has to be Allow.',
  'action-plural':
    'connect:GetFederationTokens is the emergency sign-in of an administrator; SAML sign-in needs connect:GetFederationToken, without the s.',
  'action-sts': 'sts:GetFederationToken belongs to another service; the action has to be connect:GetFederationToken.',
  'action-typo': 'The action is misspelt, and IAM knows no such action; it has to be connect:GetFederationToken.',
  'action-excluded':
    'NotAction excepts connect:GetFederationToken from what is allowed; write Action with connect:GetFederationToken instead.',
  'other-action':
    'The policy allows other actions, and not the one that sign-in needs; the Action has to be connect:GetFederationToken.',
  placeholder:
    'A placeholder of the instructions was left in; replace it, angle brackets included, with the ARN of your instance.',
  'white-space':
    'A blank or an invisible character came along when the text was pasted; IAM compares every character, so take it out.',
  'look-alike':
    'A character only looks like the right one, as letters of other alphabets and typographic dashes do; type it again.',
  'other-partition':
    'The ARN begins with another partition than the instance is in (aws, aws-us-gov or aws-cn); copy the ARN of the instance again.',
  'other-service': 'The ARN names another service than connect; copy the ARN of the instance again.',
  'other-region': 'The ARN names another Region than the instance is in; copy the ARN of the instance again.',
  'other-account':
    'The ARN names another account, often the one in the instructions; copy the ARN of your own instance.',
  'other-instance':
    'The policy names another instance than the one that the learners sign in to; copy the ARN of this instance.',
  'alias-for-id':
    'The instance’s alias stands where its id belongs; the id is the last part of the ARN in the Amazon Connect console.',
  'instance-only':
    'The Resource ends with the instance, and the sign-in asks for the user below it; add /user/${aws:userid}.',
  'agent-for-user':
    'The Resource says /agent/, and sign-in asks for /user/, whatever the user does; write /user/${aws:userid}.',
  'wrong-variable':
    'After /user/ stands something else than ${aws:userid}, which alone means whoever signed in; write it with dollar sign and curly brackets.',
  'other-role': 'The Resource names the sessions of another role, by its id; write /user/${aws:userid}.',
  'some-users':
    'The policy lets in only the users that it names, and the next agent would be refused; write /user/${aws:userid}.',
  'resource-excluded':
    'NotResource excepts the resource of the sign-in from what is allowed; write Resource with the ARN instead.',
  'resource-typo': 'The Resource is nearly the right ARN; compare it with the expected one character by character.',
  condition:
    'A condition of the statement is not met by a sign-in to Amazon Connect, so the statement never applies; remove or correct it.',
  unsure:
    'Whether the policy allows the sign-in depends on something that cannot be known beforehand or that AWS does not document; simplify it.',
  'any-instance':
    'The policy allows the sign-in to every instance of the account; name the ARN of this one, or add a condition on connect:InstanceId.',
  'any-user': 'With /user/* one user may sign in as another; write /user/${aws:userid}.',
  'any-action': 'The policy allows many actions where one is needed; write connect:GetFederationToken alone.',
  'not-action':
    'NotAction allows everything that it does not list; write Action with connect:GetFederationToken alone.',
  'not-resource': 'NotResource allows everything that it does not list; write Resource with the ARN alone.',
  'more-actions': 'The policy allows actions that the sign-in does not need; take them out.',
  'more-resources': 'The policy allows more resources than the sign-in to this instance; take them out.',
} as const satisfies Record<string, string>;

export type ScopeCause = keyof typeof scopeCauses;
