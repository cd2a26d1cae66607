/** What can be wrong with the role's trust policy, and how to put it right. */
export const trustCauses = {
  'not-json': 'The trust policy is no JSON document with a Statement; replace it by the one that is given.',
  'no-statement':
    'The trust policy has no statement, so nobody can assume the role; replace it by the one that is given.',
  invalid:
    'A statement lacks what IAM asks of it (an Effect, a Principal, an Action), so it trusts nobody; replace it by the one that is given.',
  deny: 'A statement with the Effect Deny refuses the sign-in, and a Deny wins over every Allow; the Effect has to be Allow.',
  placeholder:
    'A placeholder of the instructions was left in; replace it, angle brackets included, with the real value.',
  'white-space':
    'A blank or an invisible character came along when the text was pasted; IAM compares every character, so take it out.',
  'look-alike':
    'A character only looks like the right one, as letters of other alphabets and typographic dashes do; type it again.',
  'other-provider':
    'The role trusts another identity provider than the one that holds the application’s metadata; name that one.',
  'other-account':
    'The role trusts an identity provider of another account, often the one in the instructions; name the one of this account.',
  'provider-absent': 'The role trusts an identity provider that does not exist; name the one that does.',
  'provider-case':
    'The provider’s ARN differs in upper and lower case, and IAM compares every character; write it as it is.',
  'provider-excluded':
    'NotPrincipal excepts the identity provider from those who may assume the role; write Principal with its ARN instead.',
  'role-for-provider': 'The ARN of a role stands where the ARN of the identity provider (…:saml-provider/…) belongs.',
  'account-principal':
    'The role trusts an account or a user of it, as roles for cross-account access do; sign-in needs the identity provider under "Federated".',
  'service-principal': 'The role trusts an AWS service; sign-in needs the identity provider under "Federated".',
  'wrong-principal-type': 'The provider’s ARN stands under another key than "Federated".',
  'wrong-action': 'The action is not the one of SAML sign-in; it has to be sts:AssumeRoleWithSAML.',
  'wrong-audience':
    'SAML:aud is compared with the address that the SAML response was made for, and that is another one; write the endpoint that is given.',
  'other-endpoint':
    'SAML:aud names a sign-in endpoint of AWS that is not the application’s default; that works only if the application’s ACS URL is the same one, so make the two agree.',
  'wrong-audience-key':
    'The condition is on another key than SAML:aud, and a sign-in has no such key or another value in it; write SAML:aud.',
  condition:
    'A condition of the statement is not met by this sign-in, or not by every agent’s, so the statement does not apply; remove or correct it.',
  'some-users':
    'A condition on sts:RoleSessionName takes the sessions of today’s agents by name, and not those of everybody who signs in; remove it.',
  unsure:
    'Whether the role trusts the provider depends on something that cannot be known beforehand or that AWS does not document; simplify the trust policy.',
  'no-audience':
    'Without a condition on SAML:aud the role takes responses of this provider that were made for another address; add the condition that the console adds.',
  'more-providers': 'The role trusts more identity providers than the one of this application; take the others out.',
  'any-provider': 'The role trusts everybody ("*"); name the identity provider.',
  'more-principals': 'The role trusts others beside the identity provider; take them out if nobody needs them.',
} as const satisfies Record<string, string>;

export type TrustCause = keyof typeof trustCauses;
