import type { Call } from '../aws/surface.ts';

/** Which account, Region and profile a command line is for. */
export interface Shell {
  readonly region: string;
  readonly profile?: string;
  /** Where the metadata document came from: named in place of its text. */
  readonly metadata?: { readonly text: string; readonly path: string };
}

/**
 * The call as a person types it for the `aws` command: every value is data, whatever characters are in it, so that
 * the line can be pasted into any POSIX shell.
 */
export function commandLine(call: Call, shell: Shell): string {
  const { service, operation, input, region = shell.region } = call;
  const words = ['aws', service, kebab(operation), ...parameters(input as Record<string, unknown>, shell)];
  // IAM and Organizations have one address for all Regions.
  if (service !== 'iam' && service !== 'organizations') words.push('--region', region);
  if (shell.profile !== undefined) words.push('--profile', quoted(shell.profile));
  return words.join(' ');
}

/** An operation's or a member's name as the `aws` command spells it (botocore's xform_name). */
export function kebab(name: string): string {
  const plural = /[A-Z]{2,}s$/.exec(name);
  const start = plural ? `${name.slice(0, plural.index)}-${plural[0].toLowerCase()}` : name;
  return start
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

function parameters(input: Readonly<Record<string, unknown>>, shell: Shell): string[] {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  // Texts that the aws command would read as the name of a file are given whole.
  if (given.some(([, value]) => typeof value === 'string' && /^(file|fileb):\/\//.test(value)))
    return ['--cli-input-json', quoted(JSON.stringify(input))];
  return given.flatMap(([name, value]) => parameter(`--${kebab(name)}`, value, shell));
}

function parameter(name: string, value: unknown, { metadata }: Shell): string[] {
  if (typeof value === 'boolean') return [value ? name : name.replace('--', '--no-')];
  if (typeof value === 'string' && metadata && value === metadata.text)
    return [name, quoted(`file://${metadata.path}`)];
  if (typeof value === 'string' || typeof value === 'number') return argument(name, String(value));
  const plain = Array.isArray(value) && value.every((each) => typeof each === 'string' && /^[^-[{]/.test(each));
  return plain ? [name, ...(value as string[]).map(quoted)] : argument(name, JSON.stringify(value));
}

/** A value that begins with a dash would be taken for the next option. */
const argument = (name: string, value: string): string[] =>
  value.startsWith('-') ? [`${name}=${quoted(value)}`] : [name, quoted(value)];

const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
