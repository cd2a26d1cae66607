import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { run } from '../cli/run.ts';
import { clients } from '../sandbox/clients.ts';
import { metadata, permits, trust } from './documents.ts';
import { hasMoto, type Moto, startMoto } from './moto.ts';

/** What moto gives a key that it does not know. */
const account = '123456789012';
const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'us-east-1' };

describe.skipIf(!hasMoto)('the built command against moto', { timeout: 180_000 }, () => {
  let moto: Moto;
  beforeAll(async () => void (moto = await startMoto()), 180_000);
  afterAll(() => moto?.close());

  const check = async (): Promise<{ report: Report; code: number | null; stderr: string }> => {
    const { code, stdout, stderr } = await run(['check', '--format', 'json'], {
      env: { ...keys, AWS_ENDPOINT_URL: moto.url },
    });
    return { report: JSON.parse(stdout) as Report, code, stderr };
  };
  const statusOf = (report: Report, id: string): string | undefined =>
    report.checks.find((row) => row.id === id)?.status;

  test('an account with nothing in it: what is missing fails, what moto lacks is unknown, nothing crashes', async () => {
    const { report, code, stderr } = await check();
    expect(report.checks).toHaveLength(16);
    expect(report.target.accountId).toBe(account);
    expect(code).toBe(1);
    expect(stderr).not.toMatch(/unexpected error|\n\s+at /);
    expect(statusOf(report, 'organization-present')).toBe('fail');
  });

  test('what the suite makes there is found', async () => {
    const { iam, organizations } = clients({ endpoint: moto.url });
    const provider = `arn:aws:iam::${account}:saml-provider/Connect-SSO`;
    await organizations.createOrganization({ FeatureSet: 'ALL' });
    await iam.createSAMLProvider({ Name: 'Connect-SSO', SAMLMetadataDocument: metadata });
    await iam.createRole({ RoleName: 'Connect-SSO', AssumeRolePolicyDocument: trust(provider) });
    await iam.createPolicy({ PolicyName: 'Connect-SSO-Policy', PolicyDocument: permits('a') });
    await iam.attachRolePolicy({
      RoleName: 'Connect-SSO',
      PolicyArn: `arn:aws:iam::${account}:policy/Connect-SSO-Policy`,
    });
    const { report } = await check();
    expect(statusOf(report, 'organization-present')).toBe('pass');
    expect(statusOf(report, 'role-trust')).toBe('pass');
    // moto has neither Amazon Connect's instances nor an Identity Center in every Region.
    for (const { id, status, message } of report.checks) {
      if (status === 'unknown') expect([id, message]).toEqual([id, expect.stringMatching(/\S/)]);
    }
  });
});
