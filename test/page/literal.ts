import { digest } from '../../src/audit/digest.ts';
import { toClass } from '../../src/audit/class.ts';
import type { Status } from '../../src/check.ts';
import { classHtml } from '../../src/report/html.ts';
import type { ClassOptions } from '../../src/report/class-reporter.ts';
import type { Learner } from '../../src/report/model.ts';
import { row, type Row, sample } from '../report/sample.ts';

const ids = [
  [1, 'organization-present'],
  [1, 'identity-center-enabled'],
  [2, 'connect-instance'],
  [2, 'application-added'],
  [2, 'relay-state'],
  [3, 'identity-provider'],
  [3, 'policy-scope'],
  [3, 'role-trust'],
  [3, 'role-permissions'],
  [4, 'attribute-mapping'],
  [5, 'connect-user'],
  [5, 'identity-user'],
  [5, 'email-parity'],
  [6, 'agents-group'],
  [6, 'group-assignment'],
  [7, 'sign-in'],
] as const;

export const checks = ids.map(([step, id]) => ({
  id,
  step,
  title: `The state called ${id} holds`,
  causes: { other: 'Something else than it should be.' },
}));

const statuses: readonly Status[] = ['pass', 'pass', 'pass', 'warn', 'fail', 'blocked', 'unknown', 'unverified'];

/** A row with everything that a row can have, its texts as given. */
export const told = (id: string, step: number, status: Status, text: string): Row =>
  row({
    id,
    step,
    title: `The state called ${id} holds`,
    status,
    message: `Message ${text}`,
    ...((status === 'fail' || status === 'warn') && {
      problems: [
        { code: `${id}/other`, message: `Problem ${text}`, expected: `expected ${text}`, actual: `actual ${text}` },
      ],
    }),
    ...(status === 'blocked' && { blockedBy: ['policy-scope'] }),
    ...(status === 'unknown' && { permission: `iam:GetRole${text}` }),
    ...(status !== 'pass' && {
      byHand: { text: `Do ${text}`, value: `paste ${text}`, url: 'https://console.aws.amazon.com/iam' },
    }),
    ...(status === 'fail' && {
      fix: {
        title: `Put right ${text}`,
        calls: [{ service: 'iam', operation: 'DeletePolicy', input: { PolicyArn: text } }],
        caution: `Look ${text}`,
      },
    }),
  });

export function learner(name: string, index: number, text = ''): Learner {
  if (index % 17 === 16) return { learner: name, verdict: 'unknown', reached: false, reason: `AWS refused ${text}` };
  const report = sample(
    checks.map(({ id, step }, column) =>
      told(id, step, statuses[(index * 7 + column * 3) % statuses.length] ?? 'pass', text),
    ),
  );
  return { learner: name, accountId: String(100_000_000_000 + index), verdict: report.verdict, reached: true, report };
}

export async function classPage(learners: readonly Learner[]): Promise<string> {
  const view = toClass({
    startedAt: new Date('2026-11-24T09:00:00Z'),
    durationMs: 1000,
    checks,
    digests: learners.map(digest),
    read: async (index) => learners[index] ?? { learner: '', verdict: 'unknown', reached: false },
  });
  const options: ClassOptions = { width: 100, colour: false, plain: true, strict: false, checks };
  let text = '';
  for await (const chunk of (await classHtml())(view, options)) text += chunk;
  return text;
}
