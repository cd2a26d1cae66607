import { didYouMean, Misuse } from '../misuse.ts';
import { settingOptions } from '../settings/options.ts';
import { printable } from '../text/near.ts';
import { type Command, words } from './command.ts';

const {
  'provider-name': provider,
  'policy-name': policyName,
  'role-name': role,
  'group-name': group,
  'application-name': application,
} = settingOptions;

export const policy: Command = {
  name: 'policy',
  describe: 'print the least-privilege IAM policy for check, fix, undo or audit',
  options: {
    for: { value: 'VERB', describe: 'check (the default), fix, undo or audit' },
    format: {
      value: 'NAME',
      describe: 'json (the default), or cloudformation: a role that trusts the instructor’s account',
    },
    'instructor-account': { value: 'ID', describe: 'default of the template’s parameter InstructorAccount' },
    'external-id': { value: 'TEXT', describe: 'default of the template’s parameter ExternalId' },
    'provider-name': provider,
    'policy-name': policyName,
    'role-name': role,
    'group-name': group,
    'application-name': application,
    config: { value: 'FILE', describe: 'settings file, when not companion.yaml' },
  },
  examples: [
    ['companion policy', 'what companion check needs'],
    ['companion policy --for fix', 'what companion fix needs'],
    ['companion policy --for audit --format cloudformation --instructor-account 444455556666', 'the role for a class'],
  ],
  async run(args, io) {
    const [{ policyDocument, roleTemplate }, { verbs }, { namesOf, readLayers }] = await Promise.all([
      import('../policy/documents.ts'),
      import('../policy/statements.ts'),
      import('../settings.ts'),
    ]);
    const verb = oneOf('--for', words(args, 'for').at(-1) ?? 'check', verbs);
    const format = oneOf('--format', words(args, 'format').at(-1) ?? 'json', ['json', 'cloudformation'] as const);
    const names = namesOf(await readLayers({ ...args, format: undefined }, io));
    const instructorAccount = matching(
      '--instructor-account',
      words(args, 'instructor-account').at(-1),
      /^\d{12}$/,
      'the twelve digits of an account id',
    );
    const externalId = matching(
      '--external-id',
      words(args, 'external-id').at(-1),
      /^[\w+=,.@:/-]{2,1224}$/,
      '2 to 1224 letters, digits and +=,.@:/-',
    );
    const document =
      format === 'json'
        ? await policyDocument(verb, names)
        : await roleTemplate(verb, names, {
            ...(instructorAccount !== undefined && { instructorAccount }),
            ...(externalId !== undefined && { externalId }),
          });
    await io.out(`${JSON.stringify(document, undefined, 2)}\n`);
    return 0;
  },
};

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined)
    throw new Misuse(
      `${option} should be ${known.join(' or ')}, not "${printable(value)}"${didYouMean(value, known) || '.'}`,
    );
  return found;
}

function matching(option: string, value: string | undefined, pattern: RegExp, what: string): string | undefined {
  if (value === undefined) return undefined;
  if (!pattern.test(value)) throw new Misuse(`${option} should be ${what}, not "${printable(value)}".`);
  return value;
}
