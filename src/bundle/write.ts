import { basename } from 'node:path';
import { isPersonThere } from '../commands/fix/answers.ts';
import type { Io } from '../commands/command.ts';
import { writeWhole } from '../commands/check/write.ts';
import type { Settings } from '../fact.ts';
import { confirmed } from '../first-run/ask.ts';
import type { Report } from '../report/model.ts';
import { printable } from '../text/near.ts';
import { makeBundle, printBundle } from './bundle.ts';
import type { Replacement } from './pseudonyms.ts';
import type { RecordedRead } from './record.ts';

export interface ToWrite {
  readonly file: string;
  readonly reads: readonly RecordedRead[];
  readonly report: Report;
  readonly settings: Settings;
}

/** Shows what is masked and what is not, asks if somebody is there, and writes the file for its owner alone. */
export async function writeBundle({ file, reads, report, settings }: ToWrite, io: Io): Promise<void> {
  const { bundle, replacements } = makeBundle(reads, report, settings);
  const name = printable(basename(file));
  await io.err(`companion: ${name} will hold ${reads.length} answers of AWS. Masked in it:\n${listOf(replacements)}`);
  if (bundle.removed.length > 0) await io.err(`  left out: ${bundle.removed.join(', ')}\n`);
  if (settings.capture)
    await io.err('  left out: the captured sign-in, but for its Role attribute; the verdicts on it are kept\n');
  await io.err(
    '  as they are: names and policies of IAM roles, groups, applications and profiles, ids of resources, certificates\n',
  );
  if (isPersonThere(io) && (await confirmed(`Write ${name}?`)) !== true) {
    await io.err(`companion: ${name} was not written.\n`);
    return;
  }
  await writeWhole(file, printBundle(bundle));
  await io.err(
    `companion: written: ${name}. Whoever has it sees the same with companion check --from-bundle ${name}\n`,
  );
}

const longest = 12;

function listOf(replacements: readonly Replacement[]): string {
  if (replacements.length === 0) return '  nothing: no account id, e-mail address or name was read\n';
  const shown = replacements
    .slice(0, longest)
    .map(({ what, from, to }) => `  ${what.padEnd(15)} ${printable(from)} → ${printable(to)}\n`);
  return (
    shown.join('') +
    (replacements.length > longest ? `  and ${replacements.length - longest} more of the same kinds\n` : '')
  );
}
