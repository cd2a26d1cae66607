import { basename } from 'node:path';
import { isPersonThere } from '../commands/fix/answers.ts';
import type { Io } from '../commands/command.ts';
import { writeWhole } from '../commands/check/write.ts';
import type { Settings } from '../fact.ts';
import { confirmed } from '../first-run/ask.ts';
import { hang } from '../report/lines.ts';
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
  await io.err(
    `companion: ${name} will hold ${reads.length} answers of AWS. Masked in it:\n${listOf(replacements, widthOf(io))}`,
  );
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

/** Every one, by its kind: whoever hands a bundle over has seen what is no longer in it. A pair is never broken. */
function listOf(replacements: readonly Replacement[], width: number): string {
  if (replacements.length === 0) return '  nothing: no account id, e-mail address or name was read\n';
  const kinds = [...new Set(replacements.map(({ what }) => what))];
  return kinds
    .flatMap((kind) => {
      const pairs = replacements.flatMap(({ what, from, to }) => (what === kind ? [`${from} → ${to}`] : []));
      const lines = hang(`  ${kind.padEnd(15)} `, pairs.map(unbroken).join(', '), width);
      return lines.map((line) => `${line.replaceAll(unbreakable, ' ')}\n`);
    })
    .join('');
}

const unbreakable = '\u00A0';
const unbroken = (text: string): string => text.replaceAll(' ', unbreakable);

const widthOf = ({ stderr }: Io): number => Math.min(200, Math.max(60, stderr.columns ?? 100));
