import { type CsvError, parse } from 'csv-parse/sync';
import { didYouMean } from '../misuse.ts';
import { printable } from '../text/near.ts';
import { columnCalled, columns, type Complaint, type RawRoster, type RawRow } from './planned.ts';

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads a sheet as Excel, LibreOffice and people write it: comma, semicolon or tab, with or without a byte order mark. */
export function readCsvRoster(text: string): RawRoster {
  const complaints: Complaint[] = [];
  const lines = readLines(text, complaints);
  // Excel's own first line, which says what separates the values.
  if (lines[0]?.cells[0] === 'sep=') lines.shift();
  const [header, ...body] = lines;
  if (!header)
    return {
      rows: [],
      complaints: [
        ...complaints,
        { line: 1, reason: 'the roster is empty; its first line names the columns: learner, account, role_arn, …' },
      ],
    };
  const names = readHeader(header, complaints);
  const rows =
    complaints.length > 0 && !names.includes('learner') ? [] : body.flatMap((line) => readRow(line, names, complaints));
  return { rows, complaints };
}

function readLines(text: string, complaints: Complaint[]): Line[] {
  const lines: Line[] = [];
  // The parser tells the last line of a record, and a record may span several.
  let next = 1;
  parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    // A sheet that one program wrote and another added to has both.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_records_with_error: true,
    on_record: (record: string[], { lines: last }) => {
      if (record.some((cell) => cell.trim() !== '')) lines.push({ line: next, cells: record });
      next = last + 1;
    },
    on_skip: (error: CsvError | undefined) => {
      complaints.push({ line: next, reason: 'a quotation mark is not closed, or stands in the middle of a value' });
      const last: unknown = error?.['lines'];
      if (typeof last === 'number') next = last + 1;
    },
  });
  return lines;
}

/** The one that the first line has most of, outside quotation marks. */
function delimiterOf(text: string): string {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
  const bare = first.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function readHeader({ line, cells }: Line, complaints: Complaint[]): string[] {
  const names = cells.map((title) => {
    const name = columnCalled(title);
    if (name === undefined && title.trim() !== '') complaints.push({ line, reason: unknownColumn(title) });
    return name ?? '';
  });
  if (!names.includes('learner'))
    complaints.push({ line, reason: 'there is no column "learner"; the first line names the columns' });
  for (const name of new Set(names.filter((each, index) => each !== '' && names.indexOf(each) !== index)))
    complaints.push({ line, reason: `the column "${name}" is there twice` });
  return names;
}

export const unknownColumn = (title: string): string =>
  `there is no column "${printable(title.trim())}"${didYouMean(title.trim().toLowerCase(), columns).replace(/\?$/, '') || ` among ${columns.join(', ')}`}`;

function readRow({ line, cells }: Line, names: readonly string[], complaints: Complaint[]): RawRow[] {
  if (cells.length > names.length && cells.slice(names.length).some((cell) => cell.trim() !== '')) {
    complaints.push({
      line,
      reason: `${cells.length} values for ${names.length} columns; a value that holds the separator stands in quotation marks`,
    });
    return [];
  }
  return [
    {
      line,
      cells: new Map(
        names.flatMap((name, index): [string, string][] => (name === '' ? [] : [[name, cells[index] ?? '']])),
      ),
    },
  ];
}
