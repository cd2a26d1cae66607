import type { Reader } from '../reader.ts';
import type { Organization } from '../world.ts';

/** Null is a value here: none. */
export function readOrganization(at: Reader, key: string): Organization | null | undefined {
  const value = at.raw(key);
  if (value === undefined || value === null) return value;
  return at.object(key, (org) => {
    const id = org.text('id');
    return {
      id,
      featureSet: org.text('featureSet', 'ALL'),
      managementAccountId: org.text('managementAccountId'),
      rootId: org.text('rootId', `r-${id.slice(-4)}`),
      units: org.each('units', (unit, unitId) => ({
        name: unit.text('name', unitId),
        ...unit.optional('parent', unit.text),
      })),
      accounts: org.each('accounts', (account, accountId) => ({
        name: account.text('name', `Account ${accountId}`),
        email: account.text('email', `account-${accountId}@example.com`),
        status: account.text('status', 'ACTIVE'),
        ...account.optional('ou', account.text),
      })),
    };
  });
}
