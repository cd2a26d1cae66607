import { createHash, createHmac } from 'node:crypto';
import type { Learner } from '../report/model.ts';
import type { Planned } from './planned.ts';

export interface Disguise {
  /** The name under which a learner of the roster is shown. */
  name(position: number): string;
  /** The entry as it is shown, written and kept: nothing undisguised leaves the audit. */
  entry(entry: Learner, position: number): Learner;
}

/**
 * `--alias` replaces learners' names, `--redact` masks what says whose account it is. Both depend on the roster alone,
 * so that shards, resumed runs and all formats agree; without the roster, nobody can compute who is behind a mask.
 */
export function disguise(
  planned: readonly Planned[],
  { alias, redact }: { readonly alias: boolean; readonly redact: boolean },
): Disguise {
  const mask = redact ? masker(keyOf(planned)) : (text: string) => text;
  const digits = Math.max(2, String(planned.length).length);
  const names = uniqueNames(
    planned.map(({ learner }, position) =>
      alias ? `Learner ${String(position + 1).padStart(digits, '0')}` : mask(learner),
    ),
  );
  const name = (position: number): string => names[position] ?? '';
  return {
    name,
    entry(entry, position) {
      const shown = redact ? (mapTexts(entry, withoutLocalParts(entry, mask), keepAsIs) as Learner) : entry;
      const { reason } = shown;
      if (reason === undefined) return { ...shown, learner: name(position) };
      const { externalId, profile } = planned[position] ?? {};
      const secret =
        redact && externalId !== undefined ? reason.replaceAll(`"${externalId}"`, 'that of the roster') : reason;
      const unnamed = alias ? withoutWords(secret, [entry.learner, profile], name(position)) : secret;
      return { ...shown, learner: name(position), reason: unnamed };
    },
  };
}

/** Two learners stay two, should their names ever have the same mask. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let again = 2; taken.has(unique); again++) unique = `${name} (${again})`;
    taken.add(unique);
    return unique;
  });
}

/** Whole words only: a learner called A is no part of AWS. */
const withoutWords = (text: string, words: readonly (string | undefined)[], instead: string): string =>
  words.reduce<string>(
    (shown, word) =>
      word
        ? shown.replaceAll(
            new RegExp(`(?<![\\p{L}\\p{N}])${escapeRegExp(word)}(?![\\p{L}\\p{N}])`, 'giu'),
            () => instead,
          )
        : shown,
    text,
  );

const keyOf = (planned: readonly Planned[]): Buffer =>
  createHash('sha256')
    .update(
      JSON.stringify(
        planned.map(({ learner, account, roleArn, externalId, profile }) => [
          learner,
          account,
          roleArn,
          externalId,
          profile,
        ]),
      ),
    )
    .digest();

/** Ours, not the learner's: masking could only spoil these. */
const keepAsIs: ReadonlySet<string> = new Set([
  'schema',
  'id',
  'code',
  'startedAt',
  'version',
  'status',
  'verdict',
  'operation',
  'service',
]);

type Mask = (text: string) => string;

/**
 * The same value has the same mask everywhere; whatever it stands in keeps its form, so that two can be compared: where
 * they differ in case alone, their masks differ in their ends alone.
 */
function masker(key: Buffer): Mask {
  const exact = (value: string): string => createHmac('sha256', key).update(value).digest('hex');
  const hash = (value: string): string => exact(value.toLowerCase());
  const person = (value: string): string =>
    `user-${hash(value).slice(0, 12)}${value === value.toLowerCase() ? '' : `-${exact(value).slice(0, 4)}`}`;
  const decimal = (value: string): string =>
    (BigInt(`0x${hash(value).slice(0, 16)}`) % 10_000_000_000n).toString().padStart(10, '0');
  const likeUuid = (h: string): string =>
    `00000000-${h.slice(0, 4)}-4${h.slice(4, 7)}-8${h.slice(7, 10)}-${h.slice(10, 22)}`;
  const likeHex = (value: string): string => hash(value).slice(0, 16);
  const rules: readonly (readonly [RegExp, (value: string) => string])[] = [
    [/[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/g, (value) => `${person(value)}@masked.invalid`],
    [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, (value) => likeUuid(hash(value))],
    // An application is apl-… in its ARN, ins-… in its metadata and in the console, whose addresses have it bare, too.
    [
      /(?<![0-9a-z])(?:ssoins|apl|ins)-[0-9a-f]{16}\b/g,
      (value) => `${value.split('-')[0]}-${likeHex(value.slice(-16))}`,
    ],
    [/(?<=\/instances\/)[0-9a-f]{16}\b/g, likeHex],
    // Base64 of account and application.
    [
      /(?<=\/saml\/(?:metadata|assertion|logout)\/)[\w+/=-]+/g,
      (value) => Buffer.from(masked(Buffer.from(value, 'base64').toString('latin1')), 'latin1').toString('base64'),
    ],
    [/(?<=:(?:user|federated-user)\/|:assumed-role\/[\w+=,.@-]+\/)[\w+=,.@/-]+/g, person],
    [/\b[do]-[0-9a-z]{10,32}\b/g, (value) => `${value.slice(0, 2)}${hash(value).slice(0, 10)}`],
    [
      /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b/g,
      (value) => `${value.slice(0, 4)}${hash(value).slice(0, 16).toUpperCase()}`,
    ],
    [/(?<![\d-])\d{12}(?!\d)/g, (value) => (value === '123456789012' ? value : `00${decimal(value)}`)],
  ];
  // One pass: what a rule has put there is not masked again by the next.
  const any = new RegExp(rules.map(([{ source }], index) => `(?<r${index}>${source})`).join('|'), 'gi');
  const masked: Mask = (text) =>
    text.replaceAll(any, (value: string, ...rest: unknown[]) => {
      const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
      const index = rules.findIndex((_, each) => groups[`r${each}`] !== undefined);
      return rules[index]?.[1](value) ?? value;
    });
  return masked;
}

/** A login that is only the part before the @ tells as much as the address: where a text names it by itself, it is masked too. */
function withoutLocalParts(entry: Learner, mask: Mask): Mask {
  const emails = new Set(JSON.stringify(entry).match(/[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/g) ?? []);
  const locals = new Map(
    [...emails].map((email) => [email.slice(0, email.indexOf('@')).toLowerCase(), mask(email).split('@')[0] ?? '']),
  );
  return (text) => {
    const masked = mask(text);
    if (locals.has(masked.toLowerCase())) return locals.get(masked.toLowerCase()) ?? '';
    return [...locals].reduce(
      (shown, [local, instead]) =>
        local.length < 3
          ? shown
          : shown.replaceAll(
              new RegExp(
                `(?<=(?:username|user name|user|named|called) ["“]?)${escapeRegExp(local)}(?=["”]?[ ,.;]|$)`,
                'gi',
              ),
              instead,
            ),
      masked,
    );
  };
}

const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function mapTexts(value: unknown, change: Mask, keep: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change, keep));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      keep.has(key) && typeof inner === 'string' ? inner : mapTexts(inner, change, keep),
    ]),
  );
}
