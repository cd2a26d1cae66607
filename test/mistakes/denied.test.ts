import { expect, test } from 'vitest';
import { loadWorld, Sandbox } from '../../src/sandbox/index.ts';
import type { Report } from '../../src/report/model.ts';
import { loadEntries } from './entries.ts';
import { judgeIn } from './judge-entry.ts';

/** Where the answer hangs on something read elsewhere: what the agents are called, which of several it is. */
const hanging = [
  'agents-group/name-spaces',
  'application-added/duplicate-first',
  'attribute-mapping/sister-role',
  'identity-provider/expired-one-unused',
  'policy-scope/condition-domain',
  'policy-scope/condition-other-organization',
  'role-permissions/deny-one-agent',
  'role-trust/session-name-domain',
  'sign-in/capture-other-application-newer',
  'sign-in/trail-other-instance',
];

/** A mistake of every kind. */
const sample = loadEntries().filter(({ id, check, capture, declared, expect: rows }, index, all) => {
  const first = all.findIndex(
    (other) =>
      other.check === check && other.expect[check]?.status === 'fail' && !other.capture && !other.declared.region,
  );
  return (
    index === first ||
    (check === 'agents-group' && rows['agents-group']?.code === 'missing') ||
    hanging.includes(id) ||
    (!capture && !declared.region && index % 197 === 5)
  );
});

// What a denied read may turn a row into. It must never put a failure where none was, nor hide one behind a pass.
const may: Readonly<Record<string, readonly string[]>> = {
  pass: ['pass', 'unknown', 'unverified'],
  warn: ['warn', 'unknown', 'unverified'],
  fail: ['fail', 'unknown'],
  blocked: ['blocked', 'unknown'],
  unknown: ['unknown'],
  unverified: ['unverified', 'unknown'],
};

/** Rows that are blocked by what is not broken, and rows that are unknown without the permission. */
const astray = ({ checks }: Report): string[] =>
  checks.flatMap(({ id, status, blockedBy = [], permission }) => {
    const sound = blockedBy.filter(
      (other) => !['fail', 'blocked'].includes(checks.find((row) => row.id === other)?.status ?? ''),
    );
    if (status === 'blocked') return sound.map((other) => `${id} waits for ${other}`);
    return status === 'unknown' && permission === undefined ? [`${id} names no permission`] : [];
  });

/** On the way, where rows wait for each other. */
const halfway = ['after-step-1', 'other-instance-in-policy'].map((id) => ({ id, world: loadWorld(id), declared: {} }));

test.each([...halfway, ...sample].map((entry) => [entry.id, entry] as const))(
  '%s, each read denied in turn',
  async (_, entry) => {
    const judged = async (match?: string): Promise<{ report: Report; sandbox: Sandbox }> => {
      const sandbox = new Sandbox({ ...entry.world, pageSize: 100 });
      if (match) sandbox.inject({ match, kind: 'denied' });
      return { report: await judgeIn(sandbox, entry), sandbox };
    };
    const plain = await judged();
    const reads = new Set(plain.sandbox.log.map(({ service, operation }) => `${service}:${operation}`));
    const wrong: string[] = [];
    for (const read of reads) {
      const { report } = await judged(read);
      for (const [index, { id, status }] of report.checks.entries()) {
        const before = plain.report.checks[index]?.status ?? '';
        // Without CloudTrail there is no evidence: that is unverified by itself.
        if (id === 'sign-in' && status === 'unverified') continue;
        if (!may[before]?.includes(status)) wrong.push(`${read} denied: ${id} was ${before} and is ${status}`);
      }
      wrong.push(...astray(report).map((row) => `${read} denied: ${row}`));
    }
    expect(wrong).toEqual([]);
  },
);
