/** The largest page that each list may be asked for (AWS's service models); what is not listed has no pages. */
const pageSize: Readonly<Record<string, readonly [member: string, size: number]>> = {
  ListAccounts: ['MaxResults', 20],
  ListAccountsForParent: ['MaxResults', 20],
  ListOrganizationalUnitsForParent: ['MaxResults', 20],
  ListApplications: ['MaxResults', 100],
  ListApplicationProviders: ['MaxResults', 100],
  ListApplicationAssignments: ['MaxResults', 100],
  ListUsers: ['MaxResults', 100],
  ListGroups: ['MaxResults', 100],
  ListGroupMemberships: ['MaxResults', 100],
  ListPolicies: ['MaxItems', 1000],
  ListPolicyVersions: ['MaxItems', 1000],
  ListRoles: ['MaxItems', 1000],
  ListAttachedRolePolicies: ['MaxItems', 1000],
  ListRolePolicies: ['MaxItems', 1000],
  SearchUsers: ['MaxResults', 500],
  ListSecurityProfiles: ['MaxResults', 1000],
  ListSecurityProfilePermissions: ['MaxResults', 1000],
  ListRoutingProfiles: ['MaxResults', 1000],
};

/** Reads whose end is decided by the fact that asks: CloudTrail could go on for ninety days. */
const bounded: ReadonlySet<string> = new Set(['LookupEvents']);

type Answer = Record<string, unknown>;

/**
 * One read, to its last page: sends the call again with the token that came back until none does, and joins the
 * lists. An empty page with a token is no end (Organizations, IAM). A token that comes twice would never end: an error.
 */
export async function pageOf(
  operation: string,
  input: object,
  send: (input: object) => Promise<Answer>,
): Promise<Answer> {
  const limit = pageSize[operation];
  const first = limit ? { [limit[0]]: limit[1], ...input } : input;
  let answer = await send(first);
  if (bounded.has(operation)) return answer;
  const seen = new Set<unknown>();
  const joined = { ...answer };
  for (;;) {
    const [member, token] = answer['IsTruncated'] ? ['Marker', answer['Marker']] : ['NextToken', answer['NextToken']];
    if (token === undefined || token === null || token === '') break;
    if (seen.has(token)) throw new Error(`AWS answered ${operation} twice with the same page token`);
    seen.add(token);
    answer = await send({ ...first, [member]: token });
    for (const [key, value] of Object.entries(answer)) {
      const had = joined[key];
      if (Array.isArray(value))
        joined[key] = Array.isArray(had) ? [...(had as unknown[]), ...(value as unknown[])] : value;
    }
  }
  delete joined['NextToken'];
  delete joined['Marker'];
  return joined;
}
