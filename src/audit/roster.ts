import { extname, resolve } from 'node:path';
import { allRegions } from '../aws/regions.ts';
import { didYouMean } from '../misuse.ts';
import { readWith } from '../settings/evidence.ts';
import { printable } from '../text/near.ts';
import {
  type Column,
  type Complaint,
  externalIdPattern,
  type Planned,
  type RawRoster,
  type RawRow,
} from './planned.ts';

/** The bytes of a roster as text: Excel's "Unicode text" is UTF-16. */
export function decodeRoster(bytes: Buffer): string {
  const mark = bytes.toString('hex', 0, 2);
  if (mark === 'fffe') return bytes.subarray(2).toString('utf16le');
  if (mark === 'feff')
    return Buffer.from(bytes.subarray(2, bytes.length & ~1))
      .swap16()
      .toString('utf16le');
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/** A sheet that was never saved as text, and text in an alphabet of one machine's own: names would be spoilt in silence. */
function unreadable(text: string): Complaint | undefined {
  const what = text.startsWith('PK\u0003\u0004')
    ? 'this is a workbook, as Excel saves one'
    : text.includes('\0')
      ? 'this is no text'
      : undefined;
  if (what !== undefined) return { line: 1, reason: `${what}; save the sheet as "CSV UTF-8"` };
  const at = text.indexOf('\uFFFD');
  if (at < 0) return undefined;
  const line = text.slice(0, at).split(/\r\n|\r|\n/).length;
  return { line, reason: 'there is a letter that is not UTF-8; save the sheet as "CSV UTF-8"' };
}

async function readTable(path: string, text: string): Promise<RawRoster> {
  const complaint = unreadable(text);
  if (complaint) return { rows: [], complaints: [complaint] };
  const isSheet = ['.csv', '.tsv', '.txt'].includes(extname(path).toLowerCase());
  const isList =
    ['.yaml', '.yml', '.json'].includes(extname(path).toLowerCase()) ||
    (!isSheet && /^\s*([[{]|- |learners:)/.test(text));
  return isList
    ? (await import('./roster-yaml.ts')).readYamlRoster(text)
    : (await import('./roster-csv.ts')).readCsvRoster(text);
}

/** Everything that the roster plans and everything that is wrong with it, by line. `path` also says where its files lie. */
export async function readRoster(
  path: string,
  text: string,
  cwd: string,
): Promise<{ readonly planned: readonly Planned[]; readonly complaints: readonly Complaint[] }> {
  const { rows, complaints: found } = await readTable(path, text);
  const complaints = [...found];
  if (rows.length === 0 && complaints.length === 0) complaints.push({ line: 1, reason: 'the roster names no learner' });
  const planned = rows.map((row) => readPlanned(row, complaints));
  complaints.push(...doubles(planned));
  const withCaptures = await Promise.all(planned.map((each) => withCapture(each, cwd, complaints)));
  return { planned: withCaptures, complaints: complaints.toSorted((a, b) => a.line - b.line) };
}

/** What is typed into an AWS form stays as it was typed; the rest is a name or an id, and sheets add blanks to those. */
const verbatim: ReadonlySet<Column> = new Set(['relay_state', 'role_attribute']);

function readPlanned({ line, cells }: RawRow, complaints: Complaint[]): Planned {
  const say = (reason: string): number => complaints.push({ line, reason });
  const text = (column: Column): string | undefined => {
    const raw = cells.get(column) ?? '';
    const value = verbatim.has(column) ? raw : raw.trim();
    return value === '' ? undefined : value;
  };
  for (const column of requirements) column(text, say);
  return {
    learner: text('learner') ?? '',
    line,
    ...given('account', text('account')),
    ...given('roleArn', text('role_arn')),
    ...given('externalId', text('external_id')),
    ...given('profile', text('profile')),
    ...given('region', text('region')),
    ...given('instance', text('instance')),
    ...given('identityCenterRegion', text('identity_center_region')),
    ...given('relayState', text('relay_state')),
    ...given('roleAttribute', text('role_attribute')),
    ...given('saml', text('saml')),
  };
}

const given = <K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: string });

type Text = (column: Column) => string | undefined;
type Say = (reason: string) => unknown;

const requirements: readonly ((text: Text, say: Say) => void)[] = [
  (text, say) => {
    if (text('learner') === undefined) say('the learner has no name');
  },
  (text, say) => {
    const account = text('account');
    if (account === undefined || /^\d{12}$/.test(account)) return;
    const digits = account.replaceAll(/[\s-]/g, '');
    const lost = /^\d{9,11}$/.test(digits)
      ? '; leading zeros were lost'
      : /^[\d.,]+e\+?\d+$/i.test(digits)
        ? '; the sheet has rounded it'
        : '';
    say(`account "${printable(account)}" is not twelve digits${lost}`);
  },
  (text, say) => {
    const [arn, profile, externalId] = [text('role_arn'), text('profile'), text('external_id')];
    if (arn === undefined && profile === undefined) say('neither role_arn nor profile says how to reach the account');
    if (arn !== undefined && profile !== undefined)
      say('role_arn and profile are both given; one of them has to be empty');
    if (arn !== undefined && !/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn))
      say(`role_arn "${printable(arn)}" is not the ARN of a role, such as arn:aws:iam::111122223333:role/Name`);
    if (externalId !== undefined && arn === undefined) say('external_id is of use with role_arn only');
    if (externalId !== undefined && !externalIdPattern.test(externalId))
      say('external_id is not 2 to 1224 letters, digits and +=,.@:/-_, as AWS asks for');
  },
  (text, say) => {
    for (const column of ['region', 'identity_center_region'] as const) {
      const region = text(column);
      if (region !== undefined && !allRegions.includes(region))
        say(`${column} "${printable(region)}" is no AWS Region${didYouMean(region, allRegions).replace(/\?$/, '')}`);
    }
  },
];

function doubles(planned: readonly Planned[]): Complaint[] {
  const first = new Map<string, number>();
  return planned.flatMap(({ learner, line }) => {
    const before = first.get(learner);
    if (before === undefined) first.set(learner, line);
    return before === undefined || learner === ''
      ? []
      : [{ line, reason: `the learner "${printable(learner)}" is on line ${before} already` }];
  });
}

async function withCapture(planned: Planned, cwd: string, complaints: Complaint[]): Promise<Planned> {
  if (planned.saml === undefined) return planned;
  const { readCapture } = await import('../saml/capture.ts');
  try {
    return { ...planned, capture: await readWith(resolve(cwd, planned.saml), 'saml', readCapture) };
  } catch (error) {
    if (!(error instanceof Error && error.name === 'Misuse')) throw error;
    complaints.push({ line: planned.line, reason: error.message.replace(/\.$/, '') });
    return planned;
  }
}
