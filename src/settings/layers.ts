import { Misuse } from '../misuse.ts';
import { printable } from '../text/near.ts';
import { isSetting, type SettingName, settingNames, typeOf } from './options.ts';

/** A setting as it was given, and where: `--region`, `AWS_REGION`, `companion.yaml:3:9`. */
export interface Given {
  readonly values: readonly string[];
  readonly from: string;
}

/** What one source says; a setting that it leaves empty is not given. */
export type Layer = ReadonlyMap<SettingName, Given>;

/** The first layer that says something wins. */
export class Layers {
  readonly #layers: readonly Layer[];
  constructor(layers: readonly Layer[]) {
    this.#layers = layers;
  }

  /** The same with one more source, before all others. */
  with(layer: Layer): Layers {
    return new Layers([layer, ...this.#layers]);
  }

  given(name: SettingName): Given | undefined {
    return this.#layers.map((layer) => layer.get(name)).find((given) => given !== undefined);
  }

  /** As it was typed: nothing is trimmed or mended. */
  text(name: SettingName): string | undefined {
    return this.given(name)?.values.at(-1);
  }

  flag(name: SettingName): boolean {
    const given = this.given(name);
    return given ? truth(name, given) : false;
  }
}

const truths: Readonly<Record<string, boolean | undefined>> = {
  true: true,
  1: true,
  yes: true,
  on: true,
  false: false,
  0: false,
  no: false,
  off: false,
};

/** What a word for yes or no says; undefined for any other. */
export const truthOf = (word: string): boolean | undefined => truths[word.toLowerCase()];

function truth(name: SettingName, { values, from }: Given): boolean {
  const word = values.at(-1) ?? '';
  const known = truthOf(word);
  // A flag and a variable say by their own name what they are; a place in a file does not.
  const what = from.includes(':') ? `${from}: "${name}"` : from;
  if (known === undefined) throw new Misuse(`${what} should be true or false, not "${printable(word)}".`);
  return known;
}

/** From what the command line was parsed to. */
export function flagLayer(args: Readonly<Record<string, unknown>>): Layer {
  const layer = new Map<SettingName, Given>();
  for (const name of settingNames) {
    const value = args[name];
    const values = (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
    // `--sandbox` alone means something: its own default.
    const kept = name === 'sandbox' ? values : values.filter((each) => each !== '');
    if (kept.length > 0) layer.set(name, { values: kept, from: `--${name}` });
  }
  return layer;
}

const variable = (name: string): string => `COMPANION_${name.toUpperCase().replaceAll('-', '_')}`;

/** `COMPANION_INSTANCE=…` and so on. */
export function environmentLayer(env: NodeJS.ProcessEnv): Layer {
  const layer = new Map<SettingName, Given>();
  for (const name of settingNames) {
    const value = env[variable(name)];
    if (value === undefined || value === '') continue;
    layer.set(name, { values: typeOf(name) === 'texts' ? value.split(',') : [value], from: variable(name) });
  }
  return layer;
}

/** The variables that every AWS tool knows. */
export function awsLayer(env: NodeJS.ProcessEnv): Layer {
  const layer = new Map<SettingName, Given>();
  for (const [name, variables] of [
    ['profile', ['AWS_PROFILE']],
    ['region', ['AWS_REGION', 'AWS_DEFAULT_REGION']],
  ] as const) {
    const from = variables.find((each) => env[each]);
    const value = from && env[from];
    if (value) layer.set(name, { values: [value], from });
  }
  return layer;
}

/** `COMPANION_INSTNACE` would be passed over silently: the names that look like ours and are not. */
export const strangeVariables = (env: NodeJS.ProcessEnv): string[] =>
  Object.keys(env).filter((name) => {
    const setting = name.slice('COMPANION_'.length).toLowerCase().replaceAll('_', '-');
    return name.startsWith('COMPANION_') && !isSetting(setting) && setting !== 'config';
  });

export const variables = settingNames.map(variable);
