import { finding, type Finding } from './judged.ts';

/** What can be wrong with a relay state: cause → what it means. */
export const relayCauses = {
  empty: 'The Relay state field is empty, so the sign-in ends on the AWS console instead of in Amazon Connect.',
  'too-long': 'What stands in the Relay state field is far longer than an address.',
  'look-alike':
    'The relay state contains a character that looks like another one or cannot be seen, so AWS reads another address.',
  'white-space':
    'The relay state contains white space: a blank, a tab or a line break that came along when it was pasted.',
  quotes: 'The relay state stands in quotation marks or brackets; only the address itself belongs in the field.',
  backslash: "A backslash of the workshop's text was pasted along; the address must not contain one.",
  placeholder: "A placeholder of the workshop's text was not replaced with the Region or the instance id.",
  sample: "The relay state is the workshop author's own example, which names the author's instance.",
  'html-escaped':
    'The relay state has &amp; where & belongs, as the source of a web page writes it, so what follows is not read.',
  'text-before': 'Text stands before the address in the Relay state field; only the address itself belongs there.',
  'two-addresses': 'More than one address was pasted into the Relay state field.',
  'no-address': 'The relay state is not an address that begins with https://.',
  encoded: 'The whole relay state is percent-encoded; only the path after destination= must be.',
  'no-scheme': 'The relay state does not begin with https://.',
  http: 'The relay state begins with http:// instead of https://.',
  'access-url':
    "The relay state is the instance's access URL; the sign-in has to go through the console's federate address.",
  'portal-url':
    "The relay state is the AWS access portal's address, where the sign-in starts, not where it should end.",
  'sign-in-url':
    "The relay state is the address of AWS's sign-in page, which belongs in the Application ACS URL field.",
  'other-host': "The relay state names a host that is not the AWS console's.",
  'other-partition': "The relay state names the console of another AWS partition than the instance's.",
  'user-information': 'The relay state has a user name or an @ in front of the host name.',
  port: 'The relay state names a port.',
  'other-region': 'The relay state names another Region than the one where the Connect instance is.',
  'no-region': 'The relay state names no Region, which means us-east-1.',
  'region-in-govcloud': "The GovCloud console's documented relay state has no Region in its host name.",
  'console-url': "The relay state is an address copied from the console's own pages, not the federate address.",
  path: 'The path of the relay state is not /connect/federate/ followed by the instance id.',
  'path-case': 'The path of the relay state differs in upper and lower case; paths are compared as they are.',
  'trailing-slash': 'A slash follows the instance id; paths are compared as they are.',
  'no-instance': 'The relay state names no Connect instance.',
  'arn-for-id': "The relay state holds the instance's ARN; only the id, its last part, belongs there.",
  'alias-for-id': "The relay state holds the instance's alias; the instance id belongs there.",
  'account-for-id': 'The relay state holds an account id; the instance id belongs there.',
  'other-instance': 'The relay state names another Connect instance.',
  'instance-case': 'The instance id differs in upper and lower case; ids are compared as they are.',
  'no-question-mark': 'No question mark stands between the instance id and destination=.',
  'no-destination':
    'The relay state has no destination, so the sign-in opens the administration page instead of the agent page.',
  'destination-name':
    'The parameter is not called destination, so it is not read, and the sign-in opens the administration page.',
  'not-encoded': 'The path after destination= is not percent-encoded: each / has to be written %2F.',
  'double-encoded': 'The path after destination= is percent-encoded twice: %252F instead of %2F.',
  'bad-encoding': 'The path after destination= contains a percent sign that no two hexadecimal digits follow.',
  'destination-slash': 'The path after destination= does not begin with a slash (%2F).',
  'destination-misspelt': 'The path after destination= is nearly, and not quite, that of the agent page.',
  'admin-destination': 'The destination is the administration page, not the agent page.',
  'other-destination': 'The destination is none of the known agent pages.',
  'external-destination':
    'The destination is another site, which works only when it is among the approved origins of the instance.',
  'not-approved': 'The destination is another site, and it is not among the approved origins of the instance.',
  'more-parameters': 'The relay state has parameters that the workshop does not ask for.',
  fragment: 'The relay state has a part after #, which is never sent to AWS.',
} as const satisfies Record<string, string>;

export type RelayCause = keyof typeof relayCauses;
export const relayFinding: (...parts: Parameters<typeof finding<RelayCause>>) => Finding = finding;
