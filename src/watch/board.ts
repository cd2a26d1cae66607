import { nextStep, isDone } from '../guide/guide.ts';
import { wrap } from '../report/lines.ts';
import type { Report, ReportRow } from '../report/model.ts';
import { bySteps, countsLine, inert, stepTitle, targetLine } from '../report/words.ts';
import type { Change } from './changes.ts';
import type { Glyphs } from '../report/glyphs.ts';
import { folded, type Ink, type Line, line } from './lines.ts';

/** Everything that the screen shows. */
export interface Board {
  readonly report: Report | undefined;
  /** Newest last. */
  readonly changes: readonly Change[];
  readonly now: Date;
  /** What the last key did, or what is going on. */
  readonly note: string;
  readonly interval: number;
  /** Of the embedded AWS, so that others can change it. */
  readonly endpoint?: string;
}

export interface Frame extends Ink {
  readonly height: number;
  readonly glyphs: Glyphs;
}

const celebrated = 12_000;
const colours = {
  pass: 'green',
  warn: 'yellow',
  fail: 'red',
  blocked: 'dim',
  unknown: 'magenta',
  unverified: 'cyan',
} as const;

/** The screen, line by line: as much as its height allows, the next step always first and whole. */
export function drawBoard(board: Board, frame: Frame): Line[] {
  const { report } = board;
  if (!report) return [line('Looking at the account …', 'dim'), [], ...keys(board, frame)];
  const bottom = [
    ...events(board, frame),
    line(targetLine(report), 'dim'),
    line(countsLine(report), 'dim'),
    ...place(board),
    ...keys(board, frame),
  ];
  for (const detail of details) {
    const lines = [...next(report, frame, detail.value), [], ...list(board, report, frame, detail), [], ...bottom];
    if (lines.length <= frame.height) return lines;
  }
  // Too small for everything: the next step, what else is open as far as it goes, and the keys.
  const head = next(report, frame, 2);
  const open = list(board, report, frame, { value: 2, headings: false, done: false });
  const foot = keys(board, frame);
  return [...[...head, ...open].slice(0, Math.max(1, frame.height - foot.length)), ...foot];
}

const place = ({ endpoint }: Board): Line[] =>
  endpoint === undefined ? [] : [line(`embedded AWS, for others too: AWS_ENDPOINT_URL=${endpoint}`, 'dim')];

interface Detail {
  /** How many lines of the value to paste. */
  readonly value: number;
  readonly headings: boolean;
  readonly done: boolean;
}

const details: readonly Detail[] = [
  { value: 30, headings: true, done: true },
  { value: 30, headings: false, done: true },
  { value: 6, headings: false, done: true },
  { value: 2, headings: false, done: true },
  { value: 2, headings: false, done: false },
];

function next(report: Report, { width, glyphs }: Frame, valueLines: number): Line[] {
  const row = nextStep(report);
  if (!row) return [line(`${glyphs.celebrate} Every link of the sign-in holds.`, ['bold', 'green'])];
  const lead = row.status === 'unverified' ? 'Nothing is broken. Not visible to AWS’s APIs' : 'Next';
  const [first = '', ...rest] = wrap(inert(`${lead}: ${row.id}: ${row.message}`), width - 2);
  const byHand = row.byHand;
  return [
    [{ text: `${glyphs.next} ${first}`, style: ['bold', colours[row.status]] }],
    ...rest.map((each) => line(`  ${each}`, ['bold', colours[row.status]])),
    ...(byHand
      ? wrap(inert(byHand.text), width - 2)
          .flatMap((each) => folded(each, width - 2))
          .map((each) => line(`  ${each}`))
      : []),
    ...(byHand?.url
      ? folded(byHand.url, width - 2).map((each): Line => [
          { text: '  ' },
          { text: each, style: 'underline', ...(byHand.url && { url: inert(byHand.url) }) },
        ])
      : []),
    ...(byHand?.value === undefined ? [] : shortened(folded(byHand.value, width), valueLines)),
  ];
}

const shortened = (lines: readonly string[], most: number): Line[] => {
  const shown = lines
    .slice(0, lines.length <= most ? most : Math.max(1, most - 1))
    .map((each): Line => [{ text: each, style: 'cyan' }]);
  return lines.length <= most
    ? shown
    : [...shown, line(`(${lines.length - shown.length} more lines; c copies all)`, 'dim')];
};

function list(board: Board, report: Report, frame: Frame, { headings, done }: Detail): Line[] {
  const rows = done ? report.checks : report.checks.filter(({ status }) => !isDone(status));
  const hidden = report.checks.length - rows.length;
  return [
    ...(hidden > 0 ? [line(`${frame.glyphs.status.pass} ${hidden} done`, 'green')] : []),
    ...bySteps(rows).flatMap(([step, some]) => [
      ...(headings ? [line(stepTitle(step), 'bold')] : []),
      ...some.map((row) => entry(row, board, frame)),
    ]),
  ];
}

function entry(row: ReportRow, { changes, now }: Board, { glyphs }: Frame): Line {
  const head = `  ${glyphs.status[row.status]} ${row.id.padEnd(24)}`;
  const fresh = changes.findLast(({ id }) => id === row.id);
  const recent = fresh !== undefined && now.getTime() - fresh.at.getTime() < celebrated;
  const told = inert(row.message);
  if (recent && fresh.kind === 'right')
    return [
      { text: head, style: ['bold', 'green'] },
      { text: ` ${glyphs.celebrate} just turned right `, style: ['bold', 'inverse', 'green'] },
      { text: ` ${told}` },
    ];
  if (recent && fresh.kind === 'broke')
    return [
      { text: head, style: ['bold', 'red'] },
      { text: ' broke just now ', style: ['bold', 'inverse', 'red'] },
      { text: ` ${told}` },
    ];
  const waits = row.blockedBy?.length ? ` (waits for ${row.blockedBy.join(', ')})` : '';
  return [
    { text: head, style: colours[row.status] },
    { text: `${told}${waits}`, ...(row.status === 'blocked' && { style: 'dim' as const }) },
  ];
}

/** The clock of the machine that one looks at. */
export const clock = (at: Date): string => at.toTimeString().slice(0, 8);

/** "policy-scope broke: it was right from 10:41:05 to 10:44:10. …" */
export const changeSentence = ({ id, kind, at, since, from, to, told }: Change): string => {
  if (kind === 'right') return `${id} turned right. ${told}`;
  if (kind === 'broke')
    return `${id} broke: it was right${since ? ` from ${clock(since)}` : ''} to ${clock(at)}. ${told}`;
  return `${id}: ${from} → ${to}. ${told}`;
};

function events({ changes }: Board, { width, glyphs }: Frame): Line[] {
  const last = changes.filter(({ kind }) => kind !== 'moved').slice(-3);
  return last.flatMap((change) => {
    const style = change.kind === 'right' ? 'green' : 'red';
    const lines = wrap(
      inert(
        `${clock(change.at)} ${change.kind === 'right' ? glyphs.status.pass : glyphs.status.fail} ${changeSentence(change)}`,
      ),
      width,
    );
    // What broke has to be told whole; what turned right is seen above.
    const most = change.kind === 'broke' ? 4 : 1;
    return lines
      .slice(0, most)
      .map((each, index) =>
        line(index === most - 1 && lines.length > most ? `${each.slice(0, width - 2)} …` : each, style),
      );
  });
}

const keysThere = 'c copy  o open  f fix  ? explain  r look again  q quit';

/** The keys, and what was said last beside them; in their place for as long as it stands when there is no room for both. */
function keys({ note, interval }: Board, { width }: Frame): Line[] {
  const said = inert(note);
  if (said !== '' && keysThere.length + said.length + 3 > width)
    return wrap(said, width).map((each) => line(each, 'bold'));
  return [
    [
      { text: keysThere, style: 'bold' },
      { text: note === '' ? `   looks every ${interval / 1000} s` : `   ${said}`, style: 'dim' },
    ],
  ];
}
