// Letters of other scripts that look like Latin ones, and signs that look like those of addresses and ARNs.
const lookAlikes = new Map<string, string>(
  [
    ['Cyrillic', 'аеорсухіјѕԁһԛԝкѵӏАВЕКМНОРСТХУІЈЅӀ', 'aeopcyxijsdhqwkvlABEKMHOPCTXYIJSI'],
    ['Greek', 'οιανρυκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'oiavpukABEZHIKMNOPTYX'],
    ['Latin', 'ɡıɑ', 'gia'],
    ['sign', '∕⁄⧸∶꞉։‚،。、−', '//'.concat('/:::,,.,-')],
  ].flatMap(([, odd = '', plain = '']) =>
    Array.from(odd).map((letter, index): [string, string] => [letter, plain[index] ?? letter]),
  ),
);

/** The text with everything made equal that looks equal; two texts with one skeleton are told apart by nobody's eye. */
export function skeleton(text: string): string {
  return Array.from(
    text
      .normalize('NFKC')
      .replace(/[\p{Cf}\p{Mn}\p{Default_Ignorable_Code_Point}]/gu, '')
      .replace(/\p{Pd}/gu, '-')
      .replace(/\p{Zs}/gu, ' ')
      .replace(/[‘’ʼ′]/g, "'")
      .replace(/[“”″]/g, '"'),
    (letter) => lookAlikes.get(letter) ?? letter,
  ).join('');
}

const names = new Map<number, string>([
  [0x00, 'a null character'],
  [0x09, 'a tab'],
  [0x0a, 'a line break'],
  [0x0d, 'a carriage return'],
  [0x1b, 'an escape character'],
  [0x5c, 'a backslash'],
  [0x85, 'a line break'],
  [0xa0, 'a no-break space'],
  [0xad, 'a soft hyphen'],
  [0x200b, 'a zero-width space'],
  [0x200c, 'a zero-width non-joiner'],
  [0x200d, 'a zero-width joiner'],
  [0x2028, 'a line separator'],
  [0x2029, 'a paragraph separator'],
  [0x202f, 'a narrow no-break space'],
  [0x2060, 'a word joiner'],
  [0x2010, 'a Unicode hyphen'],
  [0x2011, 'a no-break hyphen'],
  [0x2013, 'an en dash'],
  [0x2014, 'an em dash'],
  [0x2212, 'a minus sign'],
  [0x3000, 'an ideographic space'],
  [0xfeff, 'a byte order mark'],
]);

const kinds: readonly (readonly [RegExp, (letter: string) => string])[] = [
  [/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/, () => 'an invisible direction mark'],
  [/\p{Cc}/u, () => 'a control character'],
  [/\p{Cs}/u, () => 'half a character'],
  [/\p{Zs}/u, () => 'a blank of another kind'],
  [/[\p{Cf}\p{Default_Ignorable_Code_Point}]/u, () => 'an invisible character'],
  [/[‘’ʼ′“”″]/, (letter) => `a curly quotation mark ${letter}`],
  [/\p{Pd}/u, (letter) => `a dash ${letter}`],
  [/[\uff01-\uff5e]/, (letter) => `full-width ${letter}`],
  [/\p{Script=Cyrillic}/u, (letter) => `Cyrillic ${letter}`],
  [/\p{Script=Greek}/u, (letter) => `Greek ${letter}`],
  [/\p{Mn}/u, () => 'a combining mark'],
  [/./su, (letter) => `look-alike ${letter}`],
];

const codePoint = (letter: string): string =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const describe = (letter: string): string =>
  names.get(letter.codePointAt(0) ?? -1) ?? kinds.find(([kind]) => kind.test(letter))?.[1](letter) ?? letter;

const shownAtMost = 5;

/** Words for each character that cannot be seen, or looks like another: "a no-break space (U+00A0) at position 7". */
export function oddities(text: string): string[] {
  const letters = Array.from(text);
  const found = blanksAround(letters);
  letters.forEach((letter, index) => {
    if (isOdd(letters, index)) found.push(`${describe(letter)} (${codePoint(letter)}) at position ${index + 1}`);
  });
  if (found.length <= shownAtMost + 1) return found;
  return [...found.slice(0, shownAtMost), `${found.length - shownAtMost} more such characters`];
}

function blanksAround(letters: readonly string[]): string[] {
  const found: string[] = [];
  if (letters.length === 0) return found;
  if (letters.every((letter) => letter === ' ')) return ['nothing but blanks'];
  if (letters[0] === ' ') found.push('a blank at the beginning');
  if (letters.at(-1) === ' ') found.push('a blank at the end');
  return found;
}

function isOdd(letters: readonly string[], index: number): boolean {
  const letter = letters[index] ?? '';
  if (letter === '\\') return true;
  if (letter >= ' ' && letter <= '~') return false;
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Zs}]/u.test(letter)) return true;
  if (/\p{Mn}/u.test(letter)) return /[A-Za-z]/.test(letters[index - 1] ?? '');
  if (/[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(letter)) return !joinsPictures(letters, index);
  if (/[\p{Pd}‘’ʼ′“”″\uff01-\uff5e]/u.test(letter)) return true;
  if (!looksLikeAscii(letter)) return false;
  return !/\p{L}/u.test(letter) || standsAmongLatin(letters, index);
}

const looksLikeAscii = (letter: string): boolean =>
  lookAlikes.has(letter) ||
  (!/[ªº]/.test(letter) && /^\p{L}$/u.test(letter) && /^[A-Za-z]+$/.test(letter.normalize('NFKC')));

const joinsPictures = (letters: readonly string[], index: number): boolean =>
  /\p{Extended_Pictographic}|\ufe0f|\p{Emoji_Modifier}/u.test(letters[index - 1] ?? '') &&
  /\p{Extended_Pictographic}/u.test(letters[index + 1] ?? '');

/** A Cyrillic word in a Cyrillic name is no oddity; a Cyrillic letter in a Latin word is. */
function standsAmongLatin(letters: readonly string[], index: number): boolean {
  let [from, to] = [index, index];
  while (/\p{L}/u.test(letters[from - 1] ?? '')) from--;
  while (/\p{L}/u.test(letters[to + 1] ?? '')) to++;
  const word = letters.slice(from, to + 1);
  if (word.some((letter) => /[A-Za-z]/.test(letter))) return true;
  return word.every(looksLikeAscii) && letters.some((letter) => /[A-Za-z]/.test(letter));
}

// Everything that moves the cursor, starts a terminal sequence, breaks a line, reorders or hides text.
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?![\u200c\u200d])[\p{Cf}\u115f\u1160\u3164\uffa0]/gu;

/**
 * The text, safe for every output: control characters, escapes and direction marks as `[U+001B]`.
 * `keep` names the characters to leave, such as the line breaks of a document.
 */
export const printable = (text: string, keep = ''): string =>
  text.replace(unsafe, (letter) => (keep.includes(letter) ? letter : `[${codePoint(letter)}]`));
