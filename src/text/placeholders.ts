const thing =
  '(?:aws[ _-]?)?(?:region|account|instance|connect|identity|iam|saml|role|provider|user|alias|arn|id|name|domain|url|number|value)';

// The words that AWS's own texts and this workshop's leave to be replaced, standing where a value should.
const bare =
  '(?:aws[_-]?)?(?:region(?:[_-]?(?:id|name|code))?|account(?:[_-]?(?:id|number))?|instance[_-]?(?:id|arn|alias)|(?:connect[_-]?)instance[_-]?(?:id|arn)|' +
  '(?:iam[_-]?)?role[_-]?(?:arn|name)|(?:saml[_-]?)?provider[_-]?(?:arn|name)|idp[_-]?arn)';

const forms: readonly RegExp[] = [
  /<\s*[A-Za-z][^<>@="/\n]{0,60}>/g,
  new RegExp(`<\\s*(?:[\\w-]+[ _-])?${thing}(?:[ _-][\\w-]+)*`, 'gi'),
  /(?:%3C|&lt;)\s*[A-Za-z](?:[\w +.-]|%20){0,60}?(?:%3E|&gt;)/gi,
  // ${aws:userid} and ${user:email} are variables that AWS fills in; ${Region} and ${AWS::Region} are not.
  /\$\{(?:AWS::\w+|[A-Za-z][\w.-]{0,40})\}/g,
  new RegExp(`(?<!\\$)\\{{1,2}(?:[\\w-]+[ _-])?${thing}(?:[ _-]?[\\w-]+)*\\}{1,2}`, 'gi'),
  new RegExp(`[[(](?:[\\w-]+[ _-])?${thing}(?:[ _-]?[A-Za-z]+)*[\\])]`, 'gi'),
  /(?<![A-Za-z0-9])YOUR[_-][A-Z][A-Z0-9_-]*/g,
  new RegExp(
    `(?<![A-Za-z0-9])your[ _-]?(?:own[ _-])?${thing}(?:[ _-]?(?:id|arn|name|alias|number))*(?![A-Za-z0-9])`,
    'gi',
  ),
  new RegExp(`(?<=^|[/:,\\s"'])${bare}(?=$|[./?:,\\s"'])(?!"\\s*:)`, 'gi'),
  new RegExp(`\\$${bare}(?![A-Za-z0-9])|%${bare}%`, 'gi'),
  /(?<![A-Za-z0-9])[Xx]{3,}(?:-[Xx]{3,})*(?![A-Za-z0-9])/g,
  /(?<![A-Za-z0-9])[0-9a-f]{0,12}EXAMPLE[0-9]{4,5}(?![A-Za-z0-9])/g,
  /(?<![A-Za-z0-9])(?:CHANGE[_-]?ME|REPLACE[_-](?:ME|THIS|WITH)[\w-]*|INSERT[_-][A-Z_-]+|TODO)(?![A-Za-z0-9])/g,
  /\.{3,}|…/g,
];

const longest = 80;

/** The placeholders that nobody replaced, in the order in which they stand, long ones cut; variables that AWS fills in are none. */
export function placeholders(text: string): string[] {
  const found: { readonly from: number; readonly to: number }[] = [];
  for (const form of forms) {
    for (const match of text.matchAll(form)) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (!found.some((other) => from < other.to && other.from < to)) found.push({ from, to });
    }
  }
  return found.sort((a, b) => a.from - b.from).map(({ from, to }) => text.slice(from, Math.min(to, from + longest)));
}
