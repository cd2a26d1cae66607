import { type Alias, type Document, isAlias, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { printable } from '../text/near.ts';

export interface Yaml {
  readonly document: Document;
  /** Where a place in the text is, both from 1. */
  at(offset: number): { readonly line: number; readonly col: number };
  /** What is wrong with the text itself, one clause, and where. */
  readonly mistake?: { readonly offset: number; readonly reason: string };
}

/**
 * Reads YAML, and JSON, which is YAML too. Every value stays the text that was typed (the failsafe schema): an account
 * id keeps its leading zeros.
 */
export function readYaml(text: string): Yaml {
  const lines = new LineCounter();
  const parse = (source: string): Document =>
    parseDocument(source, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const at = (offset: number): { line: number; col: number } => lines.linePos(offset);
  try {
    const document = parse(text);
    const mistake = mistakeIn(document);
    return { document, at, ...(mistake && { mistake }) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { document: parse(''), at, mistake: { offset: 0, reason: clause(error.message) } };
  }
}

function mistakeIn(document: Document): Yaml['mistake'] {
  const [error] = [...document.errors, ...document.warnings];
  if (error) {
    const reason = error.code === 'MULTIPLE_DOCS' ? 'a second document begins here' : clause(error.message);
    return { offset: error.pos[0], reason };
  }
  // The parser is content with an alias that has no anchor.
  let lost: Alias | undefined;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return undefined;
      lost = alias;
      return visit.BREAK;
    },
  });
  return lost && { offset: lost.range?.[0] ?? 0, reason: `nothing is called ${printable(lost.source)}` };
}

/** The parser goes down a level by calling itself; people's files are a few levels deep. */
const clause = (message: string): string =>
  /call stack/.test(message) ? 'nested too deeply' : printable(message.split('\n')[0] ?? '').replace(/\.$/, '');

/** The text of a key or value that is one, also where it is said by an alias. */
export function textOf(node: unknown, document: Document): string | undefined {
  const said = isAlias(node) ? node.resolve(document) : node;
  if (!isScalar(said)) return undefined;
  return typeof said.value === 'string' ? said.value : '';
}
