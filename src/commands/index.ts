import { audit } from './audit.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { completion } from './completion.ts';
import { explain } from './explain.ts';
import { fix } from './fix.ts';
import { guide } from './guide.ts';
import { merge } from './merge.ts';
import { roster } from './roster.ts';
import { policy } from './policy.ts';
import { sandbox } from './sandbox.ts';
import { undo } from './undo.ts';
import { watch } from './watch.ts';

/** Every verb, in the order of the help. */
export const commands: readonly Command[] = [
  check,
  fix,
  undo,
  watch,
  guide,
  explain,
  audit,
  merge,
  policy,
  roster,
  sandbox,
  completion,
];
