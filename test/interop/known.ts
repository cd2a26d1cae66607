interface Known {
  /** Matches `step › path: ours ≠ moto's`. */
  readonly at: RegExp;
  readonly why: string;
}

/** Where the embedded AWS and moto differ, and why. Whatever is not listed here fails the test. */
export const known: readonly Known[] = [
  {
    at: /^assume a role › PackedPolicySize: /,
    why: 'Told only where a session policy was passed (API reference of AssumeRole).',
  },
  {
    at: /› (Role\.)?Tags: \[\] ≠ absent$/,
    why: 'The model marks it as a list that is always there; moto leaves it out when empty.',
  },
  {
    at: /create it again › /,
    why: 'IAM refuses a second provider of one name with EntityAlreadyExists; moto replaces the first.',
  },
  { at: /provider › (SAMLProviderUUID|PrivateKeyList): /, why: 'Members of 2025, which moto does not know.' },
  {
    at: /PolicyId: "unique id" ≠ "A[A-Z0-9]{20}"$/,
    why: 'Ids of managed policies begin with ANPA (IAM user guide, unique identifiers).',
  },
  {
    at: /PermissionsBoundaryUsageCount: 0 ≠ absent$/,
    why: 'A member of Policy in AWS’s model, which moto does not know.',
  },
  {
    at: /(new version|list versions) › .*Document: absent ≠ /,
    why: 'IAM returns the document from GetPolicyVersion only (API reference of PolicyVersion).',
  },
  { at: /list versions › IsTruncated: false ≠ absent$/, why: 'Always there in IAM’s lists.' },
  { at: /RoleLastUsed: absent ≠ \{\}$/, why: 'A role that was never used has none.' },
  {
    at: /delete policy in use › error: "DeleteConflictException" ≠ absent$/,
    why: 'IAM refuses while it is attached (API reference of DeletePolicy); moto deletes it.',
  },
  {
    at: /^organizations .*(Email|Name|JoinedMethod): /,
    why: 'The management account’s own name and address, and how it joined: free to each.',
  },
  {
    at: /^organizations .*AvailablePolicyTypes: \[\] ≠ /,
    why: 'Deprecated, and empty in a new organization; no policy type is enabled by itself.',
  },
  {
    at: /^identitystore .*(UserStatus|CreatedAt|UpdatedAt): .* ≠ absent$/,
    why: 'Members of 2025, which moto does not know.',
  },
  {
    at: /^identitystore list groups › Groups\[\]\.ExternalIds: absent ≠ \[\]$/,
    why: 'Not there where a group has none.',
  },
  {
    at: /put user in again › /,
    why: 'ConflictException where the membership exists (API reference); moto makes a second one.',
  },
  {
    at: /(who is in it|where the user is) › GroupMemberships/,
    why: 'Follows from the membership that moto made twice.',
  },
  { at: /(change e-mail|see changed e-mail) › /, why: 'moto has no UpdateUser.' },
  { at: /a role that is not there › /, why: 'moto lets anybody assume any role, that is how it switches accounts.' },
];
