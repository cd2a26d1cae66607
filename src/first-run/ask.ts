import process from 'node:process';

/** Prompts are drawn on standard error, for standard output belongs to the report. */
const context = { output: process.stderr };

async function unlessLeft<T>(prompt: Promise<T>): Promise<T | 'interrupted'> {
  try {
    return await prompt;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') return 'interrupted';
    throw error;
  }
}

export async function chooseOne<T>(
  message: string,
  choices: readonly { readonly name: string; readonly value: T }[],
): Promise<T | 'interrupted'> {
  const { select } = await import('./select.ts');
  const index = await unlessLeft(select({ message, choices: choices.map(({ name }) => name) }, context));
  return index === 'interrupted' ? index : (choices[index]?.value ?? 'interrupted');
}

export async function confirmed(message: string): Promise<boolean | 'interrupted'> {
  const { default: confirm } = await import('@inquirer/confirm');
  return unlessLeft(confirm({ message, default: true }, context));
}
