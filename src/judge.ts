import type { Aws } from './aws/access.ts';
import type { AnyCheck } from './check.ts';
import { Run, type Row } from './engine.ts';
import type { Settings, Source } from './fact.ts';
import { caller } from './facts/caller.ts';
import { connectInstance } from './facts/connect-instance.ts';
import { identityCenter } from './facts/identity-center.ts';
import { type Report, type Target, toReport } from './report/model.ts';

/** One account being judged: each row by itself as it is known, for whoever draws, and the report at the end. */
export interface Judging {
  readonly pending: readonly { readonly check: AnyCheck; readonly row: Promise<Row> }[];
  readonly report: Promise<Report>;
  readonly run: Run;
}

/**
 * Judges one account. Never throws for what AWS answers: whatever went wrong is in the rows. `all`: every check there
 * is; one that was not asked for is judged where an asked one waits for it, and has no row.
 */
export function judge(
  checks: readonly AnyCheck[],
  aws: Aws,
  settings: Settings,
  startedAt = new Date(),
  all: readonly AnyCheck[] = checks,
): Judging {
  const source: Source = { aws: (region) => aws.in(region), settings, now: startedAt };
  const run = new Run(source);
  const whoIsAsking = run.see(caller);
  const rows = checks.map((check) => ({ check, row: run.row(check) }));
  const known = new Map(rows.map(({ check, row }) => [check.id, row]));
  const rowOf = (id: string): Promise<Row> | undefined => {
    const other = known.has(id) ? undefined : all.find((check) => check.id === id);
    if (other) known.set(id, run.row(other));
    return known.get(id);
  };
  const pending = rows.map(({ check, row }) => ({
    check,
    row: check.outcome ? following(row, rows) : row.then((judged) => waiting(judged, rowOf)),
  }));
  const report = async (): Promise<Report> => {
    const rows = await Promise.all(pending.map(({ row }) => row));
    await whoIsAsking;
    return toReport({
      startedAt,
      durationMs: Date.now() - startedAt.getTime(),
      target: await targetOf(run, settings),
      rows,
      apiCalls: aws.calls,
    });
  };
  return { pending, report: report(), run };
}

/** An outcome that failed while something else is broken is blocked by that: one mistake, one failure. */
async function following(outcome: Promise<Row>, all: readonly { readonly row: Promise<Row> }[]): Promise<Row> {
  const { id, step, title, message, ...verdict } = await outcome;
  if (verdict.status !== 'fail') return outcome;
  const rows = await Promise.all(all.map(({ row }) => row));
  const blockedBy = rows.filter((row) => row.status === 'fail' && row.id !== id).map((row) => row.id);
  if (blockedBy.length === 0) return outcome;
  return { id, step, title, status: 'blocked', message, evidence: 'none', problems: [], blockedBy };
}

/**
 * Blocked is a row only by what is broken. One that waits for what is not known is not known itself, for the same
 * reason, and one that waits for evidence is unverified. `through`: the rows that led here.
 */
async function waiting(
  row: Row,
  rowOf: (id: string) => Promise<Row> | undefined,
  through: readonly string[] = [],
): Promise<Row> {
  if (row.status !== 'blocked') return row;
  const path = [...through, row.id];
  const ahead = await Promise.all(
    (row.blockedBy ?? []).map(async (id) => {
      const found = path.includes(id) ? undefined : await rowOf(id);
      return { id, row: found && (await waiting(found, rowOf, path)) };
    }),
  );
  const inTheWay = ahead.filter((each) => each.row && ['fail', 'blocked'].includes(each.row.status));
  if (inTheWay.length > 0) return { ...row, blockedBy: inTheWay.map(({ id }) => id) };
  const [first] = (['unknown', 'unverified'] as const).flatMap((status) =>
    ahead.flatMap((each) => (each.row?.status === status ? [each.row] : [])),
  );
  // A fact that says otherwise than the check it names, as one from elsewhere may.
  const missing = `${row.message.replace(/\.$/, '')}; the check that should report it does not fail.`;
  const { status, message, permission, byHand } = first ?? { status: 'unknown' as const, message: missing };
  return {
    id: row.id,
    step: row.step,
    title: row.title,
    status,
    message,
    evidence: 'none',
    problems: [],
    ...(permission !== undefined && { permission }),
    ...(status === 'unknown' && byHand && { byHand }),
  };
}

/** Whose account it was, as far as this run found out. */
async function targetOf(run: Run, settings: Settings): Promise<Target> {
  const [who, instance, center] = await Promise.all([
    run.peek(caller),
    run.peek(connectInstance),
    run.peek(identityCenter),
  ]);
  return {
    ...(who && { accountId: who.accountId, partition: who.partition, callerArn: who.arn }),
    region: settings.region,
    ...(instance && { instanceId: instance.id }),
    ...(center && { identityCenterRegion: center.region }),
  };
}
