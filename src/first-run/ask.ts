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

/** One of several; the first is marked already. */
export async function chooseOne<T>(
  message: string,
  choices: readonly { readonly name: string; readonly value: T }[],
): Promise<T | 'interrupted'> {
  const { default: checkbox } = await import('@inquirer/checkbox');
  const answer = await unlessLeft(
    checkbox<T>(
      {
        message: `${message} (space marks, enter takes it)`,
        choices: choices.map((choice, index) => ({ ...choice, checked: index === 0 })),
        validate: (marked) => marked.length === 1 || 'Mark exactly one.',
        shortcuts: { all: null, invert: null },
        pageSize: 12,
      },
      context,
    ),
  );
  if (answer === 'interrupted') return answer;
  const [first] = answer;
  return first === undefined ? 'interrupted' : first;
}

export async function confirmed(message: string): Promise<boolean | 'interrupted'> {
  const { default: confirm } = await import('@inquirer/confirm');
  return unlessLeft(confirm({ message, default: true }, context));
}
