import { fc } from '../random.ts';
import { describe, expect, test } from 'vitest';
import {
  judgeNotSent,
  judgeRoleAttribute,
  roleAttributeCauses,
  roleAttributeFor,
  type RoleExpected,
} from '../../src/saml/role-attribute.ts';
import { wording } from '../wording.ts';

const role = 'arn:aws:iam::444455556666:role/Connect-SSO';
const provider = 'arn:aws:iam::444455556666:saml-provider/Connect-SSO';
const expected: RoleExpected = {
  roleArn: role,
  providerArn: provider,
  partition: 'aws',
  account: '444455556666',
  roles: [role, 'arn:aws:iam::444455556666:role/AmazonConnectAdminAccessRole'],
  providers: [provider],
};
const right = `${role},${provider}`;

const judge = (value: string, changes: Partial<RoleExpected> = {}): string => {
  const { verdict, problems } = judgeRoleAttribute(value, { ...expected, ...changes });
  return [verdict, ...problems.map(({ code }) => code)].join(' ');
};

test('the value to paste is the right one', () => {
  expect(roleAttributeFor(expected)).toBe(right);
  expect(judge(right)).toBe('right');
});

describe('odd: works, and is told', () => {
  test.each([
    [`${provider},${role}`, 'swapped'],
    [`${role}, ${provider}`, 'white-space'],
    [`${role} ,${provider}`, 'white-space'],
    [`${provider}, ${role}`, 'white-space swapped'],
    [` ${right}`, 'white-space'],
    [`${right}\n`, 'white-space'],
    [`\u00a0${right}`, 'white-space'],
  ])('%j', (value, causes) => {
    expect(judge(value)).toBe(`odd ${causes}`);
    expect(wording(judgeRoleAttribute(value, expected).problems)).toMatchSnapshot();
  });
});

describe('wrong', () => {
  test.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['x'.repeat(5000), 'too-long'],
    [role, 'only-role'],
    [provider, 'only-provider'],
    [`${role},`, 'only-role'],
    [`,${provider}`, 'only-provider'],
    [',', 'comma'],
    [`${right},`, 'comma'],
    [`${role},,${provider}`, 'comma'],
    [`${role};${provider}`, 'separator'],
    [`${role} ${provider}`, 'separator'],
    [`${role}\n${provider}`, 'separator'],
    [`${role}${provider}`, 'separator'],
    [`${role}|${provider}`, 'separator'],
    [`${role}，${provider}`, 'look-alike'],
    [`;${role};${provider}`, 'separator'],
    [`${role};${provider.replace('444455556666', '999988887777')}`, 'separator other-account'],
    [`${role},${role}`, 'same-kind'],
    [`${provider},${provider}`, 'same-kind'],
    [`${right},${right}`, 'several-pairs'],
    [`${right},arn:aws:iam::444455556666:role/Other,${provider}`, 'several-pairs'],
    // Placeholders, samples, and what belongs elsewhere.
    ['<IAM role ARN>,<IAM identity provider ARN>', 'placeholder'],
    [`arn:aws:iam::<account id without hyphen>:role/Connect-SSO,${provider}`, 'placeholder'],
    [`arn:aws:iam::ACCOUNT_ID:role/Connect-SSO,${provider}`, 'placeholder'],
    ['arn:aws:iam::123456789012:role/Connect-SSO,arn:aws:iam::123456789012:saml-provider/Connect-SSO', 'sample'],
    [`arn:aws:iam::123456789012:role/Connect-SSO,${provider}`, 'sample'],
    [`https://aws.amazon.com/SAML/Attributes/Role ${right}`, 'attribute-name'],
    ['https://aws.amazon.com/SAML/Attributes/Role', 'attribute-name'],
    [`http://aws.amazon.com/SAML/Attributes/Role=${right}`, 'attribute-name'],
    ['${user:email}', 'variable'],
    ['${user:email},x', 'not-an-arn not-an-arn'],
    ['Connect-SSO', 'not-an-arn'],
    ['Connect-SSO,Connect-SSO', 'not-an-arn not-an-arn'],
    [`Connect-SSO,${provider}`, 'not-an-arn'],
    [`${provider},Connect-SSO`, 'not-an-arn'],
    [`Value: ${right}`, 'white-space not-an-arn'],
    [`Role=${right}`, 'not-an-arn'],
    // ARNs of other things.
    [`arn:aws:iam::444455556666:policy/Connect-SSO-Policy,${provider}`, 'policy-arn'],
    [`arn:aws:iam::444455556666:instance-profile/Connect-SSO,${provider}`, 'instance-profile-arn'],
    [`arn:aws:sts::444455556666:assumed-role/Connect-SSO/agent1@example.com,${provider}`, 'session-arn'],
    [`${role},arn:aws:iam::444455556666:oidc-provider/example.com`, 'openid-provider'],
    [`arn:aws:connect:us-west-2:444455556666:instance/x,${provider}`, 'other-arn'],
    [`arn:aws:iam::444455556666:user/agent1,${provider}`, 'other-arn'],
    [`arn:aws:iam::444455556666:group/ConnectAgents,${provider}`, 'other-arn'],
    [`arn:aws:iam::444455556666:root,${provider}`, 'other-arn'],
    [`ARN:aws:iam::444455556666:Policy/Connect-SSO-Policy,${provider}`, 'policy-arn'],
    [`arn:aws:sso:::instance/ssoins-7223c1a2b3c4d5e6,${provider}`, 'other-arn'],
    [`arn:aws:iam:us-west-2:444455556666:role/Connect-SSO,${provider}`, 'arn-form'],
    [`arn:aws:iam:444455556666:role/Connect-SSO,${provider}`, 'arn-form'],
    [`arn:aws:iam::444455556666:Connect-SSO,${provider}`, 'arn-form'],
    [`arn:aws:iam::444455556666:role/,${provider}`, 'arn-form'],
    [`ARN:aws:iam::444455556666:role/Connect-SSO,${provider}`, 'arn-form'],
    [`arn:aws:iam::444455556666:Role/Connect-SSO,${provider}`, 'arn-form'],
    [`${role},arn:aws:iam::444455556666:saml_provider/Connect-SSO`, 'arn-form'],
    [`${role},arn:aws:iam::444455556666:identity-provider/Connect-SSO`, 'arn-form'],
    // Account and partition.
    [right.replaceAll('444455556666', '999988887777'), 'other-account'],
    [right.replace('444455556666', '999988887777'), 'other-account'],
    [`${role},arn:aws:iam::999988887777:saml-provider/Connect-SSO`, 'other-account'],
    [right.replaceAll('444455556666', '4444-5555-6666'), 'account-hyphens'],
    [right.replace('444455556666', ''), 'other-account'],
    [right.replace('444455556666', '44445555666'), 'other-account'],
    [right.replaceAll('arn:aws:', 'arn:aws-us-gov:'), 'other-partition'],
    // Names.
    [`arn:aws:iam::444455556666:role/connect-sso,${provider}`, 'role-case'],
    [`arn:aws:iam::444455556666:role/ConnectSSO,${provider}`, 'role-name'],
    [`arn:aws:iam::444455556666:role/AmazonConnectAdminAccessRole,${provider}`, 'role-name'],
    [`arn:aws:iam::444455556666:role/service-role/Connect-SSO,${provider}`, 'role-path'],
    [`${role},arn:aws:iam::444455556666:saml-provider/Connect-Sso`, 'provider-case'],
    [`${role},arn:aws:iam::444455556666:saml-provider/Connect`, 'provider-name'],
    [
      `arn:aws:iam::444455556666:role/Connect-SSO-Role,arn:aws:iam::444455556666:saml-provider/Connect-SSO-Provider`,
      'role-name provider-name',
    ],
    // What pasting adds.
    [`"${right}"`, 'quotes'],
    [`"${role}","${provider}"`, 'quotes'],
    [`[${right}]`, 'quotes'],
    [`("${right}")`, 'quotes'],
    [`[[${right}]]`, 'quotes'],
    [right.replace('/', '\\/'), 'backslash'],
    [right.replace('Connect-SSO', 'Connect–SSO'), 'look-alike'],
    [right.replace('Connect-SSO', 'Соnnect-SSO'), 'look-alike'],
    [right.replace('Connect-SSO', 'Connect-SSO\u200b'), 'look-alike'],
    [`\u200b ${right}`, 'look-alike'],
    [right.replace('role/', 'role/ '), 'white-space'],
    [right.replace('::', '::\n'), 'white-space'],
    [`${provider}, ${role.replace('444455556666', '999988887777')}`, 'other-account white-space swapped'],
  ])('%j', (value, causes) => {
    expect(judge(value)).toBe(`wrong ${causes}`);
    expect(wording(judgeRoleAttribute(value, expected).problems)).toMatchSnapshot();
  });
});

test('a sign-in without the attribute says whether another was meant', () => {
  const name = 'https://aws.amazon.com/SAML/Attributes/Role';
  expect(judgeNotSent(undefined)).toMatchObject({
    verdict: 'wrong',
    problems: [{ code: 'not-sent', message: `The response has no attribute ${name}.`, expected: name }],
  });
  expect(judgeNotSent('Role')).toMatchObject({
    verdict: 'wrong',
    problems: [{ code: 'misnamed', expected: name, actual: 'Role' }],
  });
});

describe('by what the account holds', () => {
  const roleWithPath = 'arn:aws:iam::444455556666:role/workshop/Connect-SSO';
  test('the path belongs to the ARN', () => {
    expect(judge(`${roleWithPath},${provider}`, { roleArn: roleWithPath })).toBe('right');
    expect(judge(right, { roleArn: roleWithPath })).toBe('wrong role-path');
  });
  test('the account of the documentation may be the real one', () => {
    const own = right.replaceAll('444455556666', '123456789012');
    const [roleArn = '', providerArn = ''] = own.split(',');
    const changes = { roleArn, providerArn, account: '123456789012' };
    expect(judge(own, changes)).toBe('right');
    expect(judge(`${providerArn},${roleArn}`, changes)).toBe('odd swapped');
  });
  test('GovCloud has its own partition', () => {
    const own = right.replaceAll('arn:aws:', 'arn:aws-us-gov:');
    const [roleArn = '', providerArn = ''] = own.split(',');
    expect(judge(own, { roleArn, providerArn, partition: 'aws-us-gov' })).toBe('right');
    expect(judge(right, { roleArn, providerArn, partition: 'aws-us-gov' })).toBe('wrong other-partition');
  });
  test('shows what cannot be seen', () => {
    const value = `arn:aws:iam::444455556666:role/a\u0000b/Connect-SSO,${provider}`;
    expect(judgeRoleAttribute(value, expected).problems[0]?.message).toBe(
      'The role\'s ARN has to be written with its path: "role/Connect-SSO", not "role/a[U+0000]b/Connect-SSO".',
    );
  });
  test('says whether the named role exists', () => {
    const message = (value: string, changes: Partial<RoleExpected> = {}): string | undefined =>
      judgeRoleAttribute(value, { ...expected, ...changes }).problems[0]?.message;
    expect(message(`arn:aws:iam::444455556666:role/AmazonConnectAdminAccessRole,${provider}`)).toBe(
      'The Role attribute names the role "AmazonConnectAdminAccessRole", which exists but is not the one of this sign-in, "Connect-SSO".',
    );
    expect(message(`arn:aws:iam::444455556666:role/Conect-SSO,${provider}`)).toBe(
      'The Role attribute names the role "Conect-SSO", which does not exist; it is "Connect-SSO" (one character is missing at position 4: "n").',
    );
  });
});

test('names expected and actual exactly', () => {
  expect(judgeRoleAttribute(`arn:aws:iam::444455556666:role/connect-sso,${provider}`, expected).problems).toEqual([
    {
      code: 'role-case',
      message: 'The role\'s name differs only in case, first at position 1: "C" expected, "c" found.',
      expected: role,
      actual: 'arn:aws:iam::444455556666:role/connect-sso',
    },
  ]);
});

test('whatever is typed: an answer with known causes, and right only for the two ARNs', () => {
  const known = new Set(Object.keys(roleAttributeCauses));
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(role, provider, ',', ' ', '\n', 'arn:aws:iam::', 'role/', '"', '<', '${'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const value = pieces.join('');
      const { verdict, problems } = judgeRoleAttribute(value, expected);
      for (const { code, message } of problems) {
        const sound = known.has(code) && message.endsWith('.') && !/[\p{Cc}\u202a-\u202e]/u.test(message);
        if (!sound) throw new Error(`${code}: ${message}`);
      }
      expect(verdict === 'right').toBe(value === right);
      if (verdict === 'odd') expect([right, `${provider},${role}`]).toContain(value.replace(/\s/g, ''));
    }),
    { numRuns: 300 },
  );
}, 30_000);
