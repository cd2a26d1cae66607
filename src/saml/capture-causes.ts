/** What a captured sign-in can show to be wrong: cause → what it means. In the order of the sign-in's links. */
export const captureCauses = {
  status: 'The identity provider answered with a failure instead of an assertion.',
  'no-issuer': 'The response does not say who issued it.',
  'other-application':
    'The response comes from another application than the one whose metadata the IAM identity provider holds; AWS says "Issuer not present in specified provider".',
  'not-signed': 'The response is not signed, so AWS refuses it.',
  'other-key':
    'The response is signed with a key that is not in the metadata of the IAM identity provider; AWS says "Response signature invalid".',
  altered:
    'The captured response is not what was signed: it was changed after it was sent, or copied incompletely, so it proves nothing.',
  'certificate-expired': 'The certificate that signed the response had expired when it was sent.',
  'certificate-not-yet-valid': 'The certificate that signed the response was not valid yet when it was sent.',
  'no-recipient': 'The response names no recipient, so no trust policy accepts it.',
  recipient:
    "The response's recipient (the Application ACS URL) is not what the role's trust policy accepts as SAML:aud.",
  destination: "The response's Destination differs from its Recipient.",
  'no-audience': 'The response names no audience.',
  audience: 'The Application SAML audience is not AWS\'s; AWS says "Response does not contain the required audience".',
  'audience-address':
    'The audience is the sign-in address instead of urn:amazon:webservices; AWS accepts it, the catalog application sends the other.',
  expired: 'The response had expired when it was posted.',
  'not-yet-valid': 'The response was not valid yet when it was posted; a clock is wrong.',
  'no-name-id':
    'The response names no subject (NameID): the Subject row of the attribute mappings is empty, or the user has no primary e-mail address.',
  'no-role': 'The response has no Role attribute; AWS says "Your request included an invalid SAML response".',
  'role-attribute-name': 'The Role attribute is misnamed; its name counts letter for letter.',
  'role-pair': "The Role attribute is not the pair of this role's and this identity provider's ARN.",
  'role-pair-form': "The Role attribute differs from the workshop's form, and works all the same.",
  'several-roles':
    'The Role attribute has several values, so AWS asks which role to take instead of going on to Amazon Connect.',
  'no-session-name':
    'The response has no RoleSessionName attribute; AWS says "RoleSessionName is required in AuthnResponse".',
  'session-attribute-name': 'The RoleSessionName attribute is misnamed; its name counts letter for letter.',
  'several-session-names': 'The RoleSessionName attribute has several values; exactly one is allowed.',
  'session-name-form':
    'The session name has characters or a length that AWS does not take; it must match [a-zA-Z_0-9+=,.@-]{2,64}.',
  'session-name-case':
    'The session name differs from the Connect login only in upper and lower case, which counts; Connect says "has not been onboarded".',
  'session-name': 'No Connect user has the session name as login; Connect says "has not been onboarded".',
  'session-duration':
    'The SessionDuration attribute is not a number of seconds between 900 and 43200, or more than the role allows.',
  'tag-session': "The response carries session tags, and the role's trust policy does not allow sts:TagSession.",
  'source-identity':
    "The response carries a source identity, and the role's trust policy does not allow sts:SetSourceIdentity.",
  'no-relay-state': 'No relay state was sent, so the sign-in ends on the AWS console instead of in Amazon Connect.',
  'relay-state-sent': "The relay state that was sent does not lead to this instance's agent page.",
  'refused-by-sign-in': "AWS's sign-in page refused the response.",
  'refused-by-connect': 'The federate address of Amazon Connect refused the sign-in.',
} as const satisfies Record<string, string>;

export type CaptureCause = keyof typeof captureCauses;

/** One link of a captured sign-in that is broken (fail) or differs (warn). */
export interface CaptureProblem {
  /** The cause: the part of a problem's code after the check's id. */
  readonly code: CaptureCause;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly severity: 'fail' | 'warn';
}

export function captureProblem(
  severity: CaptureProblem['severity'],
  code: CaptureCause,
  message: string,
  expected?: string,
  actual?: string,
): CaptureProblem {
  return {
    code,
    message,
    severity,
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
  };
}
