import { SaxesParser } from 'saxes';

/** What was given is not what it should be; the message is the one sentence for whoever gave it. */
export class SamlError extends Error {
  override readonly name = 'SamlError';
}

/** An XML element, by namespace and never by prefix. Comments are left out, so text around one is whole. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  /** Without those that have a namespace of their own. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The element's own text, blanks and all. */
  readonly text: string;
}

export const namespaces = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

export const maxBytes = 10_000_000;
// What real documents stay far below, and hostile ones need: saxes is quadratic in depth.
const maxDepth = 64;
const maxAttributes = 64;
const maxElements = 100_000;

type Growing = { -readonly [K in keyof XmlElement]: XmlElement[K] } & {
  children: Growing[];
  attributes: Map<string, string>;
};

/** Reads XML that nobody vouches for: no DOCTYPE, nothing expanded or fetched, all sizes bounded. `what` opens the sentence of a refusal. */
export function readXml(text: string, what: string): XmlElement {
  if (text.length > maxBytes) throw new SamlError(`${what} is larger than 10 MB.`);
  const parser = new SaxesParser({ xmlns: true });
  const open: Growing[] = [];
  let root: Growing | undefined;
  let elements = 0;
  let attributes = 0;
  const refuse = (why: string): never => {
    throw new SamlError(`${what} ${why}.`);
  };
  parser.on('error', (error) => refuse(malformed(error.message)));
  parser.on('doctype', () => refuse('contains a DOCTYPE, which SAML never has and which is refused for safety'));
  parser.on('opentagstart', () => {
    attributes = 0;
    if (++elements > maxElements) refuse('has more elements than a SAML document can have');
    if (open.length >= maxDepth) refuse('is nested more deeply than a SAML document can be');
  });
  parser.on('attribute', () => {
    if (++attributes > maxAttributes) refuse('has an element with more attributes than a SAML document can have');
  });
  parser.on('opentag', (tag) => {
    const element: Growing = {
      name: tag.local,
      namespace: tag.uri,
      attributes: plainAttributes(tag.attributes),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  const addText = (part: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text).close();
  return root ?? refuse('is not XML');
}

function plainAttributes(
  all: Readonly<Record<string, { uri: string; local: string; value: string }>>,
): Map<string, string> {
  return new Map(
    Object.values(all)
      .filter(({ uri }) => uri === '')
      .map(({ local, value }) => [local, value]),
  );
}

/** saxes says `line:column: what`; the end of the text shows as a tag or document that was not closed. */
function malformed(message: string): string {
  if (/unclosed tag|unexpected end|document must contain a root|must end with/i.test(message))
    return 'ends in the middle: it is cut off';
  if (/entity/i.test(message)) return 'refers to an entity that XML does not define, which is refused for safety';
  const [line, column] = message.split(':');
  return `is not well-formed XML (line ${line}, column ${column})`;
}

/** A page that a browser saved in place of the file. */
export const isWebPage = (text: string): boolean => /^<(?:!doctype\s+)?html/i.test(text);

export const isElement = (element: XmlElement, namespace: string, name: string): boolean =>
  element.name === name && element.namespace === namespace;

export const childrenOf = (element: XmlElement | undefined, namespace: string, name: string): XmlElement[] =>
  element?.children.filter((child) => isElement(child, namespace, name)) ?? [];

export const childOf = (element: XmlElement | undefined, namespace: string, name: string): XmlElement | undefined =>
  element?.children.find((child) => isElement(child, namespace, name));

/** Every element of that name in the whole tree, the element itself included. */
export const allOf = (element: XmlElement, namespace: string, name: string): XmlElement[] => [
  ...(isElement(element, namespace, name) ? [element] : []),
  ...element.children.flatMap((child) => allOf(child, namespace, name)),
];
