import type { ClassView } from './class-model.ts';
import type { Format, ReportOptions } from './reporter.ts';

export interface ClassOptions extends ReportOptions {
  /** Every check, in workshop order. */
  readonly checks: readonly { readonly id: string; readonly step: number; readonly title: string }[];
}

/** A class in, the text of a document out, piece by piece: it may be larger than memory. */
export type ClassReporter = (view: ClassView, options: ClassOptions) => AsyncIterable<string>;

/** Each format in a chunk of its own; the same formats as for a single account. */
export const classReporters: Readonly<Record<Format, () => Promise<ClassReporter>>> = {
  list: async () => (await import('./class-list.ts')).classList,
  json: async () => (await import('./class-json.ts')).classJson,
  markdown: async () => (await import('./class-markdown.ts')).classMarkdown,
  junit: async () => (await import('./class-junit.ts')).classJunit,
  github: async () => (await import('./class-github.ts')).classGithub,
  csv: async () => (await import('./class-csv.ts')).classCsv,
  html: async () => (await import('./html.ts')).classHtml(),
};
