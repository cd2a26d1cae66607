import type { Layers } from './layers.ts';
import type { SettingName } from './options.ts';

/** What says which account is looked at, and by which names; evidence is a matter of the report alone. */
const telling: readonly SettingName[] = [
  'sandbox',
  'profile',
  'region',
  'instance',
  'identity-center-region',
  'metadata',
  'provider-name',
  'policy-name',
  'role-name',
  'group-name',
  'application-name',
  'routing-profile',
  'checks',
];

/** The flags of this run that a further command needs, so that it means the same account; '' when there are none. */
export const again = (layers: Layers): string =>
  telling
    .flatMap((name) => {
      const given = layers.given(name);
      if (given?.from !== `--${name}`) return [];
      return given.values.map((value) => (value === '' ? ` --${name}` : ` --${name}=${quoted(value)}`));
    })
    .join('');

/** One word of a POSIX shell. */
const quoted = (word: string): string => (/^[\w./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
