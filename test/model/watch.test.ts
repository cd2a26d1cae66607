import { describe, expect, test } from 'vitest';
import { loadWorld, Sandbox } from '../../src/sandbox/index.ts';
import type { WireRequest, WireResponse } from '../../src/sandbox/wire.ts';
import { inProcess, instanceId } from '../sandbox/clients.ts';
import { awsModel } from './aws-model.ts';
import { judge } from './conversation.ts';

const sandbox = new Sandbox(loadWorld('complete'));

/** One request and its answer as they went over the wire. */
async function overheard(
  call: (aws: ReturnType<typeof inProcess>) => Promise<unknown>,
): Promise<[WireRequest, WireResponse]> {
  const heard: [WireRequest, WireResponse][] = [];
  const ear = new Sandbox(loadWorld('complete'));
  const { dispatch } = ear;
  ear.dispatch = async (request) => {
    const response = await dispatch.call(ear, request);
    heard.push([request, response]);
    return response;
  };
  await call(inProcess(ear));
  const [first] = heard;
  if (!first) throw new Error('Nothing was heard');
  return first;
}

describe.skipIf(!awsModel)('whoever listens for breaches of AWS’s model', () => {
  const altered = (response: WireResponse, from: string, to: string): WireResponse => {
    expect(response.body).toContain(from);
    return { ...response, body: response.body.replace(from, to) };
  };

  test('hears every conversation', async () => {
    const before = globalThis.conversations ?? 0;
    await inProcess(sandbox).sts.getCallerIdentity({});
    expect(globalThis.conversations).toBe(before + 1);
  });

  test('finds nothing in a sound one', async () => {
    for (const call of [
      (aws: ReturnType<typeof inProcess>) => aws.iam.getRole({ RoleName: 'Connect-SSO' }),
      (aws: ReturnType<typeof inProcess>) => aws.ssoAdmin.listInstances({}),
      (aws: ReturnType<typeof inProcess>) => aws.connect.listSecurityProfiles({ InstanceId: instanceId }),
    ])
      expect(judge(...(await overheard(call)))).toEqual([]);
  });

  test('finds what is wrong with an answer: XML, JSON, REST', async () => {
    const [role, xml] = await overheard(({ iam }) => iam.getRole({ RoleName: 'Connect-SSO' }));
    expect(judge(role, altered(altered(xml, '<RoleId>', '<RoleID>'), '</RoleId>', '</RoleID>'))).toEqual([
      expect.stringMatching(/^iam GetRole answer: .*RoleID unknown-element/),
      expect.stringMatching(/^iam GetRole answer: .*RoleId missing-required/),
    ]);
    const [instances, json] = await overheard(({ ssoAdmin }) => ssoAdmin.listInstances({}));
    expect(judge(instances, altered(json, '"Status":"ACTIVE"', '"Status":"FINE"'))).toEqual([
      expect.stringMatching(/^sso-admin ListInstances answer: .*Status enum/),
    ]);
    const [profiles, rest] = await overheard(({ connect }) => connect.listSecurityProfiles({ InstanceId: instanceId }));
    expect(judge(profiles, altered(rest, '"Name":', '"Nmae":'))).toEqual([
      expect.stringMatching(/^connect ListSecurityProfiles answer: .*unknown-member/),
    ]);
  });

  test('finds what is wrong with a request: form, JSON, path', async () => {
    const [role, xml] = await overheard(({ iam }) => iam.getRole({ RoleName: 'Connect-SSO' }));
    expect(judge({ ...role, body: `${role.body}&Rolename=x` }, xml)).toEqual([
      'iam GetRole request: Rolename unknown-parameter',
    ]);
    const [users, json] = await overheard(({ identitystore }) =>
      identitystore.listUsers({ IdentityStoreId: 'd-9067f2b3c4' }),
    );
    expect(judge({ ...users, body: '{}' }, json)).toEqual([expect.stringMatching(/IdentityStoreId missing-required/)]);
    const [profiles, rest] = await overheard(({ connect }) => connect.listSecurityProfiles({ InstanceId: instanceId }));
    const elsewhere = { ...profiles, query: { ...profiles.query, maxResults: '5000' } };
    expect(judge(elsewhere, rest)).toEqual([expect.stringMatching(/MaxResults range 5000 > max/)]);
  });

  test('finds an error that the operation does not have', async () => {
    const [role, xml] = await overheard(({ iam }) => iam.getRole({ RoleName: 'Nobody' }).catch(() => undefined));
    expect(judge(role, xml)).toEqual([]);
    expect(judge(role, altered(xml, 'NoSuchEntity', 'NoSuchThing'))).toEqual([
      'iam GetRole answer: NoSuchThing error-not-modelled',
    ]);
  });
});
