import type { Report } from './model.ts';

export interface ReportOptions {
  /** Columns to write in. */
  readonly width: number;
  readonly colour: boolean;
  /** Words in place of symbols. */
  readonly plain: boolean;
  /** Symbols that every console's font has. */
  readonly ascii?: boolean;
  /** The terminal shows links (OSC 8). */
  readonly links?: boolean;
  /** `warn` and `unverified` count as failures. */
  readonly strict: boolean;
  /** What a command that is told of needs beside its name, to mean the same account: flags, each after a blank. */
  readonly again?: string;
}

/** Pure: a report in, the text of a document out, with a line break at its end. */
export type Reporter = (report: Report, options: ReportOptions) => string;

/** Each format in a chunk of its own. */
export const reporters = {
  list: async () => (await import('./list.ts')).list,
  json: async () => (await import('./json.ts')).json,
  markdown: async () => (await import('./markdown.ts')).markdown,
  junit: async () => (await import('./junit.ts')).junit,
  github: async () => (await import('./github.ts')).github,
  csv: async () => (await import('./csv.ts')).csv,
  html: async () => (await import('./html.ts')).html(),
} satisfies Readonly<Record<string, () => Promise<Reporter>>>;

export type Format = keyof typeof reporters;

export const formats = Object.keys(reporters) as readonly Format[];
