import type { Option } from '../settings/options.ts';

/** A stream that a person may be reading. */
export interface Terminal {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

/** Everything that a command may touch of the process it runs in. */
export interface Io {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Only the report. */
  out(text: string): Promise<void>;
  /** Everything else. */
  err(text: string): Promise<void>;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** Aborted when the person wants to stop. */
  readonly interrupted: AbortSignal;
}

export type Args = Readonly<Record<string, unknown>>;

export interface Command {
  readonly name: string;
  /** Taken when no command is named. */
  readonly isDefault?: true;
  /** What follows the name, as yargs writes it: `[id..]`. */
  readonly takes?: string;
  readonly describe: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples?: readonly (readonly [string, string])[];
  /** Gives the exit code. Whatever is heavy is imported in here: the help needs only what stands above. */
  run(args: Args, io: Io): Promise<number>;
}

/** The positional arguments called `name`. */
export const words = (args: Args, name: string): string[] => {
  const value = args[name];
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
};

const said = (value: string | undefined): boolean => value !== undefined && !['', '0', 'false'].includes(value);

/** Whether to write words without colour and without redrawing. */
export const isPlain = (plain: boolean, { env }: Io, { isTTY }: Terminal): boolean =>
  plain || !isTTY || said(env['CI']) || Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb';

/** Settles when the person wants to stop. */
export const stopping = ({ interrupted }: Pick<Io, 'interrupted'>): Promise<void> =>
  new Promise((resolve) => {
    if (interrupted.aborted) resolve();
    else interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
