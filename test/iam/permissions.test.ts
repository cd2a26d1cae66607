import { describe, expect, it } from 'vitest';
import {
  judgePermissions,
  permissionCauses,
  permissionHangsOnName,
  type RolePolicies,
} from '../../src/iam/permissions.ts';
import { scopeDocument } from '../../src/iam/scope.ts';
import { instance, own, session } from './session.ts';
import { wording } from '../wording.ts';

const allow = (Action: string | string[], Resource = '*', more: object = {}): object => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource, ...more },
});
const deny = (Action: string, Resource = '*', more: object = {}): object => ({
  Version: '2012-10-17',
  Statement: { Sid: 'No', Effect: 'Deny', Action, Resource, ...more },
});
const named = (name: string, document: object) => ({
  name,
  arn: `arn:aws:iam::111122223333:policy/${name}`,
  document: JSON.stringify(document),
});
const inline = (document: object, name = 'inline') => ({ name, document: JSON.stringify(document) });
const right = named('Connect-SSO-Policy', scopeDocument(session));
const administrator = named('AdministratorAccess', allow('*'));
const office = { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
const role = (attached: RolePolicies['attached'], more: Partial<RolePolicies> = {}): RolePolicies => ({
  attached,
  inline: [],
  ...more,
});

type Row = readonly [name: string, policies: RolePolicies, verdict: string, codes?: string, by?: string];
// One case a line.
// oxfmt-ignore
const rows: readonly Row[] = [
  ['the workshop', role([right]), 'granted', '', 'Connect-SSO-Policy'],
  ['inline only', role([], { inline: [inline(scopeDocument(session))] }), 'granted', '', 'inline'],
  ['attached and inline', role([right], { inline: [inline(scopeDocument(session))] }), 'granted', '', 'Connect-SSO-Policy'],
  ['/user/* attached', role([named('Wide', allow('connect:GetFederationToken', `${instance}/user/*`))]), 'granted', '', 'Wide'],
  ['/user/* and the workshop’s', role([named('Wide', allow('connect:GetFederationToken', `${instance}/user/*`)), right]), 'granted', '', 'Connect-SSO-Policy'],
  ['connect:* attached', role([named('Wide', allow('connect:*', own))]), 'granted', '', 'Wide'],
  ['boundary that allows all', role([right], { boundary: administrator }), 'granted', '', 'Connect-SSO-Policy'],
  ['boundary with connect:*', role([right], { boundary: named('B', allow(['s3:*', 'connect:*'])) }), 'granted', '', 'Connect-SSO-Policy'],
  ['boundary with the same policy', role([right], { boundary: right }), 'granted', '', 'Connect-SSO-Policy'],
  ['a Deny of something else', role([right], { inline: [inline(deny('iam:*'))] }), 'granted', '', 'Connect-SSO-Policy'],
  ['a Deny of other users', role([right], { inline: [inline(deny('connect:*', `${instance}/user/*:intern@example.com`))] }), 'granted', '', 'Connect-SSO-Policy'],
  ['a policy that is no JSON beside', role([right, { name: 'Broken', document: '{' }]), 'granted', '', 'Connect-SSO-Policy'],
  ['administrator too', role([administrator, right]), 'too-much', 'too-much', 'Connect-SSO-Policy'],
  ['administrator only', role([administrator]), 'too-much', 'too-much', 'AdministratorAccess'],
  ['full access to Connect too', role([right, named('AmazonConnect_FullAccess', allow('connect:*'))]), 'too-much', 'too-much', 'Connect-SSO-Policy'],
  ['S3 too', role([right], { inline: [inline(allow('s3:GetObject'), 's3')] }), 'too-much', 'too-much', 'Connect-SSO-Policy'],
  ['NotAction too', role([right], { inline: [inline({ Statement: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } })] }), 'too-much', 'too-much', 'Connect-SSO-Policy'],
  ['two policies too', role([right, administrator], { inline: [inline(allow('s3:*'))] }), 'too-much', 'too-much too-much', 'Connect-SSO-Policy'],
  ['nothing', role([]), 'refuses', 'not-attached'],
  ['another policy', role([named('S3', allow('s3:*'))]), 'refuses', 'not-attached'],
  ['nothing, and a boundary', role([], { boundary: administrator }), 'refuses', 'not-attached'],
  ['not JSON', role([{ name: 'Broken', document: 'x' }]), 'refuses', 'not-attached'],
  ['inline Deny connect:*', role([right], { inline: [inline(deny('connect:*'))] }), 'refuses', 'explicit-deny', 'inline'],
  ['attached Deny *', role([right, named('Lock', deny('*'))]), 'refuses', 'explicit-deny', 'Lock'],
  ['Deny beside administrator', role([administrator], { inline: [inline(deny('connect:Get*'))] }), 'refuses', 'explicit-deny', 'inline'],
  ['boundary without connect', role([right], { boundary: named('B', allow('s3:*')) }), 'refuses', 'boundary', 'B'],
  ['boundary for another Region', role([right], { boundary: named('B', allow('*', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } })) }), 'refuses', 'boundary', 'B'],
  ['boundary that is no JSON', role([right], { boundary: { name: 'B', document: '' } }), 'refuses', 'boundary', 'B'],
  ['boundary that is not valid', role([right], { boundary: named('B', { Version: '2012-10-17', Statement: { Effect: 'allow', Action: '*', Resource: '*' } }) }), 'refuses', 'boundary', 'B'],
  ['boundary that denies', role([right], { boundary: named('B', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'connect:*', Resource: '*' }] }) }), 'refuses', 'boundary-deny', 'B'],
  ['allowed from the office', role([named('Office', allow('connect:GetFederationToken', own, office))]), 'unsure', 'unsure', 'Office'],
  ['denied outside the office', role([right], { inline: [inline(deny('*', '*', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }))] }), 'unsure', 'unsure', 'inline'],
  ['boundary for the office', role([right], { boundary: named('B', allow('*', '*', office)) }), 'unsure', 'unsure', 'B'],
  ['from the office, and boundary without connect', role([named('Office', allow('connect:*', own, office))], { boundary: named('B', allow('s3:*')) }), 'refuses', 'boundary', 'B'],
  ['from the office, and always', role([named('Office', allow('connect:GetFederationToken', own, office)), right]), 'granted', '', 'Connect-SSO-Policy'],
];

describe('judgePermissions', () => {
  for (const [name, policies, verdict, codes = '', by] of rows)
    it(name, () => {
      const judgement = judgePermissions(policies, session);
      expect([judgement.verdict, judgement.problems.map(({ code }) => code).join(' '), judgement.by?.policy]).toEqual([
        verdict,
        codes,
        by,
      ]);
      for (const { code, message } of judgement.problems) {
        expect(permissionCauses).toHaveProperty([code]);
        expect(message).toMatch(/^[A-Z].*\.$/su);
      }
      if (codes !== '') expect(wording(judgement.problems)).toMatchSnapshot();
    });

  it('names every cause in some row', () => {
    const seen = new Set(rows.flatMap(([, , , codes = '']) => codes.split(' ')));
    expect(Object.keys(permissionCauses).filter((cause) => !seen.has(cause))).toEqual([]);
  });

  it('names the policy that lets the agents in by name', () => {
    const byName = named('Names', allow('connect:GetFederationToken', `${instance}/user/*:*@example.com`));
    const agents = { ...session, sessionNames: ['ann@example.com', 'bob@example.com'] };
    expect(judgePermissions(role([named('S3', allow('s3:Get*')), byName]), agents).by?.policy).toBe('Names');
  });

  it('holds for every agent', () => {
    const policies = role([right], { inline: [inline(deny('connect:*', `${instance}/user/*:bob@example.com`))] });
    const agents = { ...session, sessionNames: ['ann@example.com', 'bob@example.com'] };
    expect(judgePermissions(policies, session).verdict).toBe('granted');
    expect(judgePermissions(policies, agents)).toMatchObject({
      verdict: 'refuses',
      by: { policy: 'inline', sid: 'No' },
      problems: [{ message: expect.stringContaining('denies connect:GetFederationToken to bob@example.com.') }],
    });
  });

  it('says when the agents’ names would decide', () => {
    const who = (text: string): RolePolicies =>
      role([named('Some', allow('connect:GetFederationToken', `${instance}/user/*:${text}`))]);
    expect(permissionHangsOnName(who('*@example.com'), session)).toBe(true);
    expect(permissionHangsOnName(who('ann?'), session)).toBe(true);
    expect(permissionHangsOnName(who('*'), session)).toBe(false);
    expect(permissionHangsOnName(role([right]), session)).toBe(false);
    const ann = named('Ann', allow('connect:GetFederationToken', `${instance}/user/*:ann`));
    expect(permissionHangsOnName(role([right], { boundary: ann }), session)).toBe(true);
    expect(permissionHangsOnName(role([right], { boundary: { name: 'B', document: '' } }), session)).toBe(false);
    const both = role([right], { inline: [inline(deny('*', `${instance}/user/*:ann*`))] });
    expect(permissionHangsOnName(both, session)).toBe(true);
  });
});
