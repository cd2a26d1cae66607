type Random = () => number;

const from = (alphabet: string, length: number, random: Random): string =>
  Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');

const hex = (length: number, random: Random): string => from('0123456789abcdef', length, random);

/** As in organization ids and account names of unit ids. */
export const lowerId = (length: number, random: Random): string =>
  from('abcdefghijklmnopqrstuvwxyz0123456789', length, random);

/** As in access keys and role ids, which use no digit that looks like a letter. */
export const upperId = (length: number, random: Random): string =>
  from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', length, random);

export const uuid = (random: Random): string =>
  [8, 4, 4, 4, 12]
    .map((length, i) => {
      const part = hex(length, random);
      return i === 2 ? `4${part.slice(1)}` : i === 3 ? `8${part.slice(1)}` : part;
    })
    .join('-');

/** mulberry32: small, good enough, and the same numbers for the same seed. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
