import type { Report } from './model.ts';

export const exitCodes = { fine: 0, failed: 1, misuse: 2, unknown: 3, interrupted: 130 } as const;

/** Something was really looked at and holds: only then may an exit be green. */
const verified = (report: Pick<Report, 'checks'>): boolean =>
  report.checks.some(({ status, evidence }) => (status === 'pass' || status === 'warn') && evidence !== 'none');

interface Case {
  readonly when: (report: Pick<Report, 'verdict' | 'counts' | 'checks'>, strict: boolean) => boolean;
  readonly code: number;
}

/** The first that applies decides. */
const table: readonly Case[] = [
  { when: ({ verdict }) => verdict === 'fail', code: exitCodes.failed },
  { when: ({ counts }, strict) => strict && counts.warn + counts.unverified > 0, code: exitCodes.failed },
  { when: ({ verdict }) => verdict === 'unknown', code: exitCodes.unknown },
  { when: verified, code: exitCodes.fine },
  // Nothing was found wrong because nothing was found out.
  { when: () => true, code: exitCodes.unknown },
];

export const exitCode = (
  report: Pick<Report, 'verdict' | 'counts' | 'checks'>,
  { strict = false }: { readonly strict?: boolean } = {},
): number => table.find(({ when }) => when(report, strict))?.code ?? exitCodes.misuse;
