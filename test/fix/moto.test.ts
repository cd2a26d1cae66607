import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAws } from '../../src/aws/access.ts';
import type { Call } from '../../src/aws/surface.ts';
import { workshopNames } from '../../src/fact.ts';
import { journalsOf, readJournal, Writer } from '../../src/fix/journal.ts';
import { type Bench, perform } from '../../src/fix/perform.ts';
import { reversalsOf, reverse } from '../../src/fix/undo.ts';
import { policyDocument } from '../../src/policy/documents.ts';
import type { Verb } from '../../src/policy/statements.ts';
import { Sandbox } from '../../src/sandbox/index.ts';
import { hasMoto, type Moto, startMoto } from '../interop/moto.ts';
import { consoleOnly, metadataText } from './journey.ts';
import { folder, quickPace } from './workbench.ts';

const account = '123456789012';
const head = { account, partition: 'aws', region: 'us-east-1' };
const arn = (what: string) => `arn:aws:iam::${account}:${what}`;
const allow = (Action: string, Resource: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
const trust = (aud: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: arn('saml-provider/Connect-SSO') },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: { StringEquals: { 'SAML:aud': aud } },
      },
    ],
  });

/** What the fixes do in IAM, one after the other. */
const calls: readonly Call[] = [
  {
    service: 'iam',
    operation: 'CreateSAMLProvider',
    input: { Name: 'Connect-SSO', SAMLMetadataDocument: metadataText(new Sandbox(consoleOnly())) },
  },
  {
    service: 'iam',
    operation: 'CreatePolicy',
    input: { PolicyName: 'Connect-SSO-Policy', PolicyDocument: allow('connect:GetFederationToken', '*') },
  },
  {
    service: 'iam',
    operation: 'CreatePolicyVersion',
    input: {
      PolicyArn: arn('policy/Connect-SSO-Policy'),
      PolicyDocument: allow('connect:GetFederationToken', 'arn:aws:connect:*:*:instance/i/user/x'),
      SetAsDefault: true,
    },
  },
  {
    service: 'iam',
    operation: 'CreateRole',
    input: { RoleName: 'Connect-SSO', AssumeRolePolicyDocument: trust('https://example.com') },
  },
  {
    service: 'iam',
    operation: 'UpdateAssumeRolePolicy',
    input: { RoleName: 'Connect-SSO', PolicyDocument: trust('https://signin.aws.amazon.com/saml') },
  },
  {
    service: 'iam',
    operation: 'AttachRolePolicy',
    input: { RoleName: 'Connect-SSO', PolicyArn: arn('policy/Connect-SSO-Policy') },
  },
];

/** moto asks for every action on `*` and knows none of the condition keys: what it proves is the list of actions. */
async function actionsAlone(verb: Verb): Promise<string> {
  const { Statement } = (await policyDocument(verb, workshopNames)) as { Statement: { Action: string[] }[] };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: Statement.map(({ Action }) => ({ Effect: 'Allow', Action, Resource: '*' })),
  });
}

describe.skipIf(!hasMoto)('on moto, which authorises by itself', { timeout: 180_000 }, () => {
  let moto: Moto;
  const keys = new Map<string, { accessKeyId: string; secretAccessKey: string }>();
  const were = process.env['AWS_ENDPOINT_URL'];

  beforeAll(async () => {
    moto = await startMoto();
    process.env['AWS_ENDPOINT_URL'] = moto.url;
    const iam = new IAMClient({
      region: 'us-east-1',
      endpoint: moto.url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    for (const verb of ['check', 'fix', 'undo'] as const) {
      await iam.send(new CreateUserCommand({ UserName: verb }));
      await iam.send(
        new PutUserPolicyCommand({
          UserName: verb,
          PolicyName: verb,
          PolicyDocument: await actionsAlone(verb),
        }),
      );
      const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: verb }));
      keys.set(verb, { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' });
    }
    // From here on every call is authorised.
    await fetch(`${moto.url}/moto-api/reset-auth`, { method: 'POST', body: '0' });
  }, 120_000);

  afterAll(() => {
    if (were === undefined) delete process.env['AWS_ENDPOINT_URL'];
    else process.env['AWS_ENDPOINT_URL'] = were;
    moto.close();
  });

  const bench = (verb: string, writer: Writer): Bench & { writer: Writer } => {
    const access = {
      region: 'us-east-1',
      credentials: async () => keys.get(verb) ?? { accessKeyId: '', secretAccessKey: '' },
    };
    return { head, aws: openAws(access), sender: openAws({ ...access, attempts: 1 }), pace: quickPace(), writer };
  };

  test('check’s rights write nothing, fix’s make everything, undo’s take it back', async () => {
    const where = folder();
    const writer = await Writer.create(where, head, 'caller', new Date());
    const purpose = (call: Call) => ({ check: 'c', codes: [], title: call.operation, fix: call.operation });
    const [first] = calls;
    if (!first) throw new Error('nothing to do');
    expect(await perform(bench('check', writer), first, purpose(first))).toEqual({
      result: 'failed',
      error: expect.stringContaining('iam:CreateSAMLProvider'),
    });
    for (const call of calls)
      expect(await perform(bench('fix', writer), call, purpose(call)), call.operation).toMatchObject({
        result: 'done',
      });
    await writer.close();
    const [journal] = await journalsOf(where, account);
    if (!journal) throw new Error('no journal');
    const undo = await Writer.reopen(journal);
    for (const { entries } of reversalsOf(await readJournal(journal.path)))
      for (const entry of entries)
        expect(await reverse(entry, journal, bench('undo', undo))).toEqual({ result: 'taken back' });
    await undo.close();
    const { iam } = bench('check', undo).aws.in();
    expect((await iam.ListSAMLProviders({})).SAMLProviderList ?? []).toEqual([]);
    expect((await iam.ListRoles({})).Roles ?? []).toEqual([]);
    expect((await iam.ListPolicies({ Scope: 'Local' })).Policies ?? []).toEqual([]);
  });
});
