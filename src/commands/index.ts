import { check } from './check.ts';
import type { Command } from './command.ts';
import { explain } from './explain.ts';
import { sandbox } from './sandbox.ts';

/** Every verb, in the order of the help. */
export const commands: readonly Command[] = [check, explain, sandbox];
