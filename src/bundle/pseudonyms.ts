import { createHmac, randomBytes } from 'node:crypto';
import { osa, skeleton } from '../text/near.ts';

/** What something was replaced by; the same thing always by the same. */
export interface Replacement {
  readonly what: 'account id' | 'e-mail address' | 'name' | 'access key';
  readonly from: string;
  readonly to: string;
}

/** The workshop's own examples and AWS's: nobody's account. */
const samples = new Set(['123456789012', '257804509653', '000000000000']);

/**
 * Names for people and accounts that keep everything a check compares: equal stays equal, upper and lower case, length,
 * punctuation and look-alike letters stay where they are, and a slip of one letter stays a slip of one letter. The key
 * is forgotten with the process, so nobody can look a name up.
 */
export class Pseudonyms {
  readonly #key = randomBytes(32);
  readonly #words = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #accounts = new Map<string, string>();
  readonly #all = new Map<string, Replacement>();

  get replacements(): readonly Replacement[] {
    return [...this.#all.values()];
  }

  account(id: string): string {
    const plain = id.replaceAll('-', '');
    if (samples.has(plain)) return id;
    let other = this.#accounts.get(plain);
    if (!other) this.#accounts.set(plain, (other = String(100_000_000_001 + this.#accounts.size)));
    this.#note('account id', plain, other);
    return id.includes('-') ? other.replace(/(\d{4})(\d{4})(\d{4})/, '$1-$2-$3') : other;
  }

  email(address: string): string {
    const at = address.lastIndexOf('@');
    const dot = address.lastIndexOf('.');
    // The last label (com, org) tells nobody apart.
    const end = dot > at ? dot : address.length;
    return this.#note('e-mail address', address, this.#masked(address.slice(0, end)) + address.slice(end));
  }

  name(name: string): string {
    return name.includes('@') ? this.email(name) : this.#note('name', name, this.#masked(name));
  }

  accessKey(key: string): string {
    return this.#note('access key', key, `${key.slice(0, 4)}${'X'.repeat(key.length - 4)}`);
  }

  #note(what: Replacement['what'], from: string, to: string): string {
    if (from !== to) this.#all.set(`${what} ${from}`, { what, from, to });
    return to;
  }

  #masked(text: string): string {
    return text.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => {
      if (/[A-Za-z0-9]/.test(word)) return word.replace(/[A-Za-z0-9]+/g, (part) => this.#recased(part));
      // In another script; but a single letter that looks like a Latin one is a slip to be found.
      const slip = word.length === 1 && /^[\x20-\x7e]*$/.test(skeleton(word));
      return slip ? word : this.#recased(word);
    });
  }

  #recased(word: string): string {
    return recased(this.#word(word.toLowerCase()), word);
  }

  /** A word of the same length and kinds of characters; made from that of a word which is nearly the same, if there is one. */
  #word(word: string): string {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const base =
      word.length < 4
        ? undefined
        : [...this.#words.keys()].find((other) => Math.abs(other.length - word.length) <= 2 && osa(other, word) <= 2);
    let made: string;
    let attempt = 0;
    do made = base === undefined ? this.#letters(word, attempt++) : this.#like(word, base, attempt++);
    while ((made === word || this.#taken.has(made)) && attempt < 1000);
    this.#words.set(word, made);
    this.#taken.add(made);
    return made;
  }

  #like(word: string, base: string, attempt: number): string {
    const from = this.#words.get(base) ?? '';
    let start = 0;
    while (start < Math.min(word.length, base.length) && word[start] === base[start]) start++;
    let end = 0;
    while (end < Math.min(word.length, base.length) - start && word.at(-1 - end) === base.at(-1 - end)) end++;
    const middle = word.slice(start, word.length - end);
    const old = base.slice(start, base.length - end);
    const oldMade = from.slice(start, base.length - end);
    const swapped =
      attempt === 0 &&
      middle.length === old.length &&
      Array.from(middle).toSorted().join('') === Array.from(old).toSorted().join('');
    const made = swapped
      ? Array.from(middle)
          .map((letter) => oldMade[old.indexOf(letter)] ?? letter)
          .join('')
      : this.#letters(middle, attempt, word);
    return from.slice(0, start) + made + from.slice(base.length - end);
  }

  #letters(word: string, attempt: number, salt = word): string {
    const bytes = createHmac('sha512', this.#key).update(`${attempt} ${salt} ${word}`).digest();
    return Array.from(word)
      .map((letter, index) => {
        const byte = bytes[index % bytes.length] ?? 0;
        return /\d/.test(letter) ? String(byte % 10) : String.fromCodePoint(97 + (byte % 26));
      })
      .join('');
  }
}

const recased = (made: string, like: string): string =>
  Array.from(made)
    .map((letter, index) => (/[A-Z]/.test(like[index] ?? '') ? letter.toUpperCase() : letter))
    .join('');
