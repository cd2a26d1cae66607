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
    ...events(board, frame, { changes: 3, lines: 4 }),
    line(targetLine(report), 'dim'),
    line(countsLine(report), 'dim'),
    ...place(board),
    ...keys(board, frame),
  ];
  for (const detail of details) {
    const top = whole(nextParts(report, frame, detail.value));
    const lines = [...top, [], ...list(board, report, frame, detail), [], ...bottom];
    if (lines.length <= frame.height) return lines;
  }
  return crowded(board, report, frame);
}

const recently = 2 * 60_000;

/** Too small for everything: the next step, what changed last, the keys, and what else is open as far as it goes. */
function crowded(board: Board, report: Report, frame: Frame): Line[] {
  const { height } = frame;
  const fresh = board.changes.filter(({ at }) => board.now.getTime() - at.getTime() < recently);
  const told = events({ ...board, changes: fresh }, frame, { changes: 1, lines: height < 20 ? 1 : 3 });
  const foot = [...told, ...keys(board, frame)];
  const room = Math.max(1, height - foot.length);
  const head = within(nextParts(report, frame, 2), room, frame);
  const open = list(board, report, frame, { value: 2, headings: false, done: false });
  const left = room - head.length;
  if (open.length <= left) return [...head, ...open, ...foot];
  const shown = open.slice(0, Math.max(0, left - 1));
  const rows = report.checks.filter(({ status }) => !isDone(status)).length;
  const more = line(`  (${Math.min(rows, open.length - shown.length)} more to do)`, 'dim');
  return [...head, ...shown, ...(left > 0 ? [more] : []), ...foot];
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

/** What the next step is told by. */
interface NextParts {
  readonly title: readonly Line[];
  readonly text: readonly Line[];
  readonly url: readonly Line[];
  readonly value: readonly Line[];
}

function nextParts(report: Report, { width, glyphs }: Frame, valueLines: number): NextParts {
  const row = nextStep(report);
  if (!row) {
    const title = [line(`${glyphs.celebrate} Every link of the sign-in holds.`, ['bold', 'green'])];
    return { title, text: [], url: [], value: [] };
  }
  const lead = row.status === 'unverified' ? 'Nothing is broken. Not visible to AWS’s APIs' : 'Next';
  const [first = '', ...rest] = wrap(inert(`${lead}: ${row.id}: ${row.message}`), width - 2);
  const { text, url, value } = row.byHand ?? {};
  return {
    title: [
      [{ text: `${glyphs.next} ${first}`, style: ['bold', colours[row.status]] }],
      ...rest.map((each) => line(`  ${each}`, ['bold', colours[row.status]])),
    ],
    text:
      text === undefined
        ? []
        : wrap(inert(text), width - 2)
            .flatMap((each) => folded(each, width - 2))
            .map((each) => line(`  ${each}`)),
    url:
      url === undefined
        ? []
        : folded(url, width - 2).map((each): Line => [
            { text: '  ' },
            { text: each, style: 'underline', url: inert(url) },
          ]),
    value: value === undefined ? [] : shortened(folded(value, width), valueLines),
  };
}

const whole = ({ title, text, url, value }: NextParts): Line[] => [...title, ...text, ...url, ...value];

/** What to do may be cut, for `?` tells it; where to do it and what to paste stay as long as there is room for them. */
function within(parts: NextParts, room: number, { glyphs }: Frame): Line[] {
  const over = whole(parts).length - room;
  if (over <= 0) return whole(parts);
  const text = parts.text.slice(0, Math.max(0, parts.text.length - over));
  const last = text.at(-1);
  const cut = last ? [...text.slice(0, -1), [...last, { text: ` ${glyphs.more}` }]] : text;
  return whole({ ...parts, text: cut }).slice(0, room);
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
  // What has just turned right is celebrated in its place before it goes.
  const rows = done
    ? report.checks
    : report.checks.filter((row) => !isDone(row.status) || recentOf(row, board)?.kind === 'right');
  const hidden = report.checks.length - rows.length;
  return [
    ...(hidden > 0 ? [line(`${frame.glyphs.status.pass} ${hidden} done`, 'green')] : []),
    ...bySteps(rows).flatMap(([step, some]) => [
      ...(headings ? [line(stepTitle(step), 'bold')] : []),
      ...some.map((row) => entry(row, board, frame)),
    ]),
  ];
}

/** What happened to a row just now, if anything did. */
function recentOf({ id }: ReportRow, { changes, now }: Board): Change | undefined {
  const last = changes.findLast((change) => change.id === id);
  return last && now.getTime() - last.at.getTime() < celebrated ? last : undefined;
}

function entry(row: ReportRow, board: Board, { glyphs }: Frame): Line {
  const head = `  ${glyphs.status[row.status]} ${row.id.padEnd(24)}`;
  const recent = recentOf(row, board);
  const told = inert(row.message);
  if (recent?.kind === 'right')
    return [
      { text: head, style: ['bold', 'green'] },
      { text: ` ${glyphs.celebrate} just turned right `, style: ['bold', 'inverse', 'green'] },
      { text: ` ${told}` },
    ];
  if (recent?.kind === 'broke')
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

function events({ changes }: Board, { width, glyphs }: Frame, room: { changes: number; lines: number }): Line[] {
  const last = changes.filter(({ kind }) => kind !== 'moved').slice(-room.changes);
  return last.flatMap((change) => {
    const style = change.kind === 'right' ? 'green' : 'red';
    const lines = wrap(
      inert(
        `${clock(change.at)} ${change.kind === 'right' ? glyphs.status.pass : glyphs.status.fail} ${changeSentence(change)}`,
      ),
      width,
    );
    // What broke has to be told whole; what turned right is seen above.
    const most = change.kind === 'broke' ? room.lines : 1;
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
  const beside = said === '' ? `looks every ${interval / 1000} s` : said;
  const fits = keysThere.length + 3 + beside.length <= width;
  return [[{ text: keysThere, style: 'bold' }, ...(fits ? [{ text: `   ${beside}`, style: 'dim' as const }] : [])]];
}
