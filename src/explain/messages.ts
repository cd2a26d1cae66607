/** Something that AWS shows to a person who cannot sign in, and what it means. */
export interface AwsMessage {
  /** As AWS words it; `…` stands for what differs from case to case. */
  readonly text: string;
  /** Who says it. */
  readonly where: string;
  readonly cause: string;
  /** What to do when no check can see the cause. */
  readonly remedy?: string;
  /** The checks that find the cause, the most likely first. */
  readonly checks: readonly string[];
}

/** From AWS's own troubleshooting pages (IAM: SAML federation; Connect: SAML; Identity Center), and from what users report. */
export const awsMessages: readonly AwsMessage[] = [
  {
    text: 'Access Denied. Your account has been authenticated, but has not been onboarded to this application.',
    where: 'Amazon Connect',
    cause:
      'No Connect user has exactly the username that the sign-in carried (RoleSessionName, the primary e-mail address): it is missing or differs, if only in case. Being signed in to two Identity Center profiles at once causes it too.',
    checks: ['email-parity', 'connect-user', 'sign-in'],
  },
  {
    text: 'UserNotFoundException',
    where: 'Amazon Connect, in the browser’s developer tools',
    cause:
      'No Connect user has exactly the username that the sign-in carried (RoleSessionName, the primary e-mail address).',
    checks: ['email-parity', 'connect-user'],
  },
  {
    text: 'UserNotOnboardedException',
    where: 'Amazon Connect with Global Resiliency',
    cause:
      'No Connect user has exactly the username that the sign-in carried (RoleSessionName, the primary e-mail address).',
    checks: ['email-parity', 'connect-user'],
  },
  {
    text: 'ResourceNotFoundException',
    where: 'Amazon Connect with Global Resiliency, in the browser’s developer tools',
    cause:
      'No Connect user has exactly the username that the sign-in carried (RoleSessionName, the primary e-mail address), or the instance is not the one that was asked for.',
    checks: ['email-parity', 'connect-user', 'relay-state'],
  },
  {
    text: 'Access denied, Please contact your AWS account administrator for assistance.',
    where: 'Amazon Connect',
    cause: 'The role may not perform connect:GetFederationToken on <instance ARN>/user/${aws:userid}.',
    checks: ['policy-scope', 'role-permissions'],
  },
  {
    text: 'User: … is not authorized to perform: connect:GetFederationToken on resource: … (AccessDeniedException)',
    where: 'Amazon Connect, in the browser’s developer tools or in CloudTrail',
    cause: 'The role may not perform connect:GetFederationToken on <instance ARN>/user/${aws:userid}.',
    checks: ['policy-scope', 'role-permissions'],
  },
  {
    text: 'Session Expired',
    where: 'Amazon Connect',
    cause: 'The sign-in began at Amazon Connect itself, or the session is older than twelve hours.',
    remedy: 'Begin at the access portal of Identity Center and choose the application there.',
    checks: ['sign-in'],
  },
  {
    text: 'Your request included an invalid SAML response. To logout, click here.',
    where: 'the AWS sign-in page',
    cause:
      'The attribute https://aws.amazon.com/SAML/Attributes/Role is missing or is not the pair role ARN,provider ARN; the name of the attribute is case-sensitive.',
    checks: ['attribute-mapping'],
  },
  {
    text: 'RoleSessionName is required in AuthnResponse (Service: AWSSecurityTokenService; Status Code: 400; Error Code: InvalidIdentityToken)',
    where: 'AWS STS',
    cause: 'The application sends no attribute https://aws.amazon.com/SAML/Attributes/RoleSessionName.',
    remedy: 'In the application’s attribute mappings, map it to ${user:email}.',
    checks: ['sign-in', 'attribute-mapping'],
  },
  {
    text: 'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
    where: 'AWS STS',
    cause: 'The e-mail address has characters that a role session name cannot have, or is longer than 64 characters.',
    checks: ['email-parity', 'sign-in'],
  },
  {
    text: 'RoleSessionName in AuthnResponse doesn’t match',
    where: 'AWS STS, as people quote it',
    cause:
      'The e-mail address has characters that a role session name cannot have, or is longer than 64 characters. That it differs from the Connect username shows elsewhere, as “has not been onboarded to this application”.',
    checks: ['email-parity', 'sign-in'],
  },
  {
    text: 'Not authorized to perform sts:AssumeRoleWithSAML (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied)',
    where: 'AWS STS',
    cause:
      'The role in the Role attribute does not exist by exactly that ARN, or its trust policy does not let this provider sign in to the AWS console. A response without a subject (NameID), or with session tags or a source identity that the trust policy does not allow, is refused in the same words.',
    checks: ['role-trust', 'attribute-mapping', 'sign-in'],
  },
  {
    text: 'Response signature invalid (Service: AWSSecurityTokenService; Status Code: 400; Error Code: InvalidIdentityToken)',
    where: 'AWS STS',
    cause:
      'The metadata in the identity provider holds another certificate than the one that the application signs with now.',
    remedy: 'Download the application’s metadata file again and replace the identity provider’s with it.',
    checks: ['identity-provider', 'sign-in'],
  },
  {
    text: 'Issuer not present in specified provider (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException)',
    where: 'AWS STS',
    cause: 'The identity provider holds the metadata of another application.',
    checks: ['identity-provider'],
  },
  {
    text: 'Email is not required for this directory type (InvalidRequestException)',
    where: 'Amazon Connect, while a user is made',
    cause: 'On an instance with SAML the login is the e-mail address: one beside it is refused, and so is a password.',
    remedy: 'Leave e-mail address and password out.',
    checks: ['connect-user'],
  },
  {
    text: 'The application provider with arn … is not supported for this action (ValidationException)',
    where: 'IAM Identity Center, CreateApplication',
    cause: 'AWS’s API makes no SAML applications: they are added in the console.',
    checks: ['application-added'],
  },
  {
    text: 'Could not parse metadata',
    where: 'IAM, while the identity provider is made',
    cause:
      'The file is not the application’s SAML metadata, begins with a byte order mark, or was changed by an editor.',
    remedy: 'Download the metadata file again and upload it as it is.',
    checks: ['identity-provider'],
  },
  {
    text: 'Unable to parse metadata',
    where: 'IAM, while the identity provider is made',
    cause:
      'The file is not the application’s SAML metadata, begins with a byte order mark, or was changed by an editor.',
    remedy: 'Download the metadata file again and upload it as it is.',
    checks: ['identity-provider'],
  },
  {
    text: 'Specified provider doesn’t exist (Service: AWSSecurityTokenService; Status Code: 400; Error Code: InvalidIdentityToken)',
    where: 'AWS STS',
    cause: 'The provider’s ARN in the Role attribute names no identity provider of this account.',
    checks: ['attribute-mapping', 'identity-provider'],
  },
  {
    text: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role',
    where: 'AWS STS',
    cause: 'The application asks for a longer session than the role allows.',
    remedy: 'Lower the session duration in the application’s properties, or raise the role’s maximum.',
    checks: ['sign-in'],
  },
  {
    text: 'Response does not contain the required audience (Service: AWSSecurityTokenService; Status Code: 400; Error Code: InvalidIdentityToken)',
    where: 'AWS STS',
    cause: 'The application’s SAML audience was changed from urn:amazon:webservices.',
    remedy: 'Set the application’s SAML audience back to urn:amazon:webservices.',
    checks: ['sign-in'],
  },
  {
    text: 'No access. Confirm with your administrator that you have access to … and that your primary email address is assigned in IAM Identity Center',
    where: 'the access portal',
    cause:
      'The user is not assigned to the application, or has no primary e-mail address for the attribute mapping to send.',
    checks: ['group-assignment', 'agents-group', 'identity-user'],
  },
  {
    text: 'com.amazonaws.switchboard.portal#ForbiddenException',
    where: 'the access portal, in the browser’s developer tools',
    cause:
      'The user is not assigned to the application, or has no primary e-mail address for the attribute mapping to send.',
    checks: ['group-assignment', 'agents-group', 'identity-user'],
  },
  {
    text: 'You do not have any applications.',
    where: 'the access portal',
    cause: 'Nothing is assigned to the user, or only through a group within a group, which does not count.',
    checks: ['group-assignment', 'agents-group'],
  },
  {
    text: 'An error occurred when we tried to process your request.',
    where: 'the AWS sign-in page',
    cause: 'The application’s ACS URL is not the one of the AWS sign-in page.',
    remedy: 'Set the application’s ACS URL to https://signin.aws.amazon.com/saml.',
    checks: ['sign-in'],
  },
  {
    text: 'HTTP 404 Not Found on console.aws.amazon.com/connect/federate',
    where: 'the AWS console',
    cause:
      'The relay state names no Connect instance: an ARN or alias where the instance id belongs, or another Region.',
    checks: ['relay-state'],
  },
  {
    text: 'Provided identity: Principal: … User: … cannot be used for federation with Amazon Connect',
    where: 'Amazon Connect',
    cause: 'Connect was opened with the account’s root user instead of through the access portal.',
    remedy: 'Sign out of the console, and begin at the access portal of Identity Center.',
    checks: ['sign-in'],
  },
];
