import { difference, nearest, oddities, placeholders, skeleton } from '../text/near.ts';
import { judged, longestValue, quote, type Finding, type Judged } from './judged.ts';
import { judgePlace, judgeProvider, judgeRole, readPart, type Part, type RoleExpected } from './role-arn.ts';
import { roleFinding, type RoleAttributeCause } from './role-causes.ts';

export { roleAttributeCauses } from './role-causes.ts';
export type { RoleExpected } from './role-arn.ts';

/** The SAML attribute that the value belongs to. */
export const roleAttributeName = 'https://aws.amazon.com/SAML/Attributes/Role';

/** The workshop's value: exactly what belongs in the field. */
export const roleAttributeFor = ({ roleArn, providerArn }: Pick<RoleExpected, 'roleArn' | 'providerArn'>): string =>
  `${roleArn},${providerArn}`;

/** An attribute that was meant, under a name that AWS does not read: names count letter for letter. */
export function misnamedAs(name: string, attributes: readonly { readonly name: string }[]): string | undefined {
  const lastOf = (whole: string): string =>
    whole
      .replace(/.*[/:]/s, '')
      .trim()
      .toLowerCase();
  return attributes.find((one) => lastOf(one.name) === lastOf(name) || nearest(one.name, [name], 3) !== undefined)
    ?.name;
}

export const misnomer = (name: string, written: string): string =>
  `The attribute is named ${quote(written)}, and AWS reads only ${name}: ${difference(name, written)}.`;

/** What a sign-in without the Role attribute shows; `misnamed` is the attribute that was meant, if there is one. */
export const judgeNotSent = (misnamed: string | undefined): Judged =>
  judged([
    misnamed === undefined
      ? roleFinding('wrong', 'not-sent', `The response has no attribute ${roleAttributeName}.`, roleAttributeName)
      : roleFinding('wrong', 'misnamed', misnomer(roleAttributeName, misnamed), roleAttributeName, misnamed),
  ]);

/** Whether a value of the Role attribute names this role and this provider, and what differs from the workshop's form. */
export function judgeRoleAttribute(value: string, expected: RoleExpected): Judged {
  const whole = roleAttributeFor(expected);
  if (value === whole) return judged([]);
  if (value.trim() === '')
    return judged([roleFinding('wrong', 'empty', 'The value of the Role attribute is empty.', whole, value)]);
  if (value.length > longestValue)
    return judged([
      roleFinding(
        'wrong',
        'too-long',
        'The value of the Role attribute is far longer than two ARNs.',
        whole,
        `${value.slice(0, 200)}…`,
      ),
    ]);
  const { text, found } = cleaned(value, whole);
  return judged([...found, ...judgeText(text, expected, whole)]);
}

/** The two ARNs inside what was typed, and what had to be taken away to see them. */
function cleaned(value: string, whole: string): { text: string; found: Finding[] } {
  const found: Finding[] = [];
  const note = (severity: Finding['severity'], cause: RoleAttributeCause, message: string): void => {
    found.push(roleFinding(severity, cause, message, whole, value));
  };
  let text = value.trim();
  if (text !== value)
    note('odd', 'white-space', `The value has white space around it: ${oddities(value).join(', ') || 'blanks'}.`);
  // The workshop itself has no character that NFKC changes: whatever skeleton changes was not meant.
  const plain = skeleton(text);
  if (plain !== text) {
    note(
      'wrong',
      'look-alike',
      `The value contains ${oddities(text).join(', ') || 'characters that only look right'}.`,
    );
    text = plain.trim();
  }
  const [, inside] = /^["'`([]+(arn:.*?)["'`)\]]+$/is.exec(text) ?? [];
  if (inside !== undefined || /["'`]/.test(text)) {
    note('wrong', 'quotes', 'The value contains quotation marks or brackets; only the two ARNs belong in the field.');
    text = (inside ?? text).replace(/["'`]/g, '');
  }
  if (text.includes('\\')) {
    note('wrong', 'backslash', 'The value contains a backslash, which no ARN has.');
    text = text.replaceAll('\\', '');
  }
  return { text, found };
}

function judgeText(text: string, expected: RoleExpected, whole: string): Finding[] {
  const wrong = (cause: RoleAttributeCause, message: string): Finding =>
    roleFinding('wrong', cause, message, whole, text);
  if (/https?:\/\/aws\.amazon\.com\/SAML\//i.test(text))
    return [
      wrong('attribute-name', "The attribute's name was pasted into the value; it belongs in the field on the left."),
    ];
  if (/^\$\{user:[^}]*\}$/i.test(text))
    return [wrong('variable', `The variable ${quote(text)} stands where the two ARNs belong.`)];
  if (text.includes(':123456789012:') && expected.account !== '123456789012')
    return [wrong('sample', "The value is the workshop's own example: the account 123456789012 is not yours.")];
  const left = placeholders(text);
  if (left.length > 0)
    return [wrong('placeholder', `The value still contains the placeholder ${left.map(quote).join(' and ')}.`)];
  const { pieces, found } = pieced(text, whole);
  return [...found, ...judgePieces(pieces, expected, whole, text)];
}

/** Splits at the comma, or at whatever stands where it should. */
function pieced(text: string, whole: string): { pieces: string[]; found: Finding[] } {
  const found: Finding[] = [];
  let pieces = text.split(',');
  if (pieces.length === 1 && (text.match(/arn:/gi)?.length ?? 0) > 1) {
    found.push(roleFinding('wrong', 'separator', 'The two ARNs are not separated by a comma.', whole, text));
    pieces = text.split(/[;|\s/&+]*(?=arn:)/i).filter((piece) => piece !== '');
  }
  const trimmed = pieces.map((piece) => piece.trim());
  if (trimmed.some((piece, index) => piece !== pieces[index]))
    found.push(roleFinding('odd', 'white-space', 'The value has white space next to the comma.', whole, text));
  const full = trimmed.filter((piece) => piece !== '');
  // A single ARN with a comma lacks the other one; that is said elsewhere.
  if (full.length !== 1 && full.length < trimmed.length)
    found.push(roleFinding('wrong', 'comma', 'The value has a comma too many.', whole, text));
  if (full.some((piece) => /\s/.test(piece)))
    found.push(roleFinding('wrong', 'white-space', 'The value has white space inside an ARN.', whole, text));
  return { pieces: full.map((piece) => piece.replace(/\s/g, '')), found };
}

function judgePieces(pieces: readonly string[], expected: RoleExpected, whole: string, text: string): Finding[] {
  const parts = pieces.map(readPart);
  const known = parts.filter(({ kind }) => kind !== 'neither');
  const found: Finding[] = [...judgeShape(parts, whole, text)];
  for (const { flaw, text: part } of parts)
    if (flaw !== undefined) found.push(roleFinding('wrong', flaw[0], flaw[1], whole, part));
  if (parts.length > 2) return found;
  found.push(...judgePlace(known, expected));
  for (const part of known)
    found.push(...(part.kind === 'role' ? judgeRole(part, expected) : judgeProvider(part, expected)));
  return found;
}

function judgeShape(parts: readonly Part[], whole: string, text: string): Finding[] {
  const wrong = (cause: RoleAttributeCause, message: string): Finding[] => [
    roleFinding('wrong', cause, message, whole, text),
  ];
  const [first, second] = parts;
  if (parts.length > 2)
    return wrong(
      'several-pairs',
      'The value holds more than two ARNs; it has to be one role and one identity provider.',
    );
  if (first?.kind === 'role' && second === undefined)
    return wrong(
      'only-role',
      "The value has the role's ARN only; a comma and the identity provider's ARN are missing.",
    );
  if (first?.kind === 'provider' && second === undefined)
    return wrong(
      'only-provider',
      "The value has the identity provider's ARN only; the role's ARN and a comma are missing before it.",
    );
  if (first === undefined || second === undefined || first.kind === 'neither' || second.kind === 'neither') return [];
  if (first.kind === second.kind)
    return wrong(
      'same-kind',
      `Both ARNs name ${first.kind === 'role' ? 'a role' : 'an identity provider'}; one of each is needed.`,
    );
  if (first.kind === 'role') return [];
  return [
    roleFinding(
      'odd',
      'swapped',
      'The identity provider stands before the role; AWS takes either order, the workshop writes the role first.',
      whole,
      text,
    ),
  ];
}
