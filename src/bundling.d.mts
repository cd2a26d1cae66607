import type { InputOptions, OutputOptions } from 'rolldown';

export function readingOptions(define: Record<string, string>): InputOptions;
export const writingOptions: OutputOptions;
