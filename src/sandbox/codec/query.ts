import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { AwsError, WireRequest, WireResponse } from '../wire.ts';
import type { Protocol } from './protocol.ts';
import { type Shape, traitsOf } from './schema.ts';

/** AWS query (IAM, STS): a form comes in, XML goes out. */
export function queryProtocol(service: { namespace: string; xmlNamespace: string }): Protocol {
  const settings = {
    timestampFormat: { useTrait: true, default: 5 as const },
    httpBindings: false,
    xmlNamespace: service.xmlNamespace,
    serviceNamespace: service.namespace,
  };
  return {
    codes: {
      unknownOperation: ['InvalidAction', 400],
      unsigned: ['MissingAuthenticationToken', 403],
      unknownKey: ['InvalidClientTokenId', 403],
      expired: ['ExpiredToken', 403],
      skewed: ['SignatureDoesNotMatch', 403],
      malformed: ['MalformedInput', 400],
      invalid: ['ValidationError', 400],
      failed: ['ServiceFailure', 500],
    },
    target: (request) => new URLSearchParams(request.body).get('Action') ?? '',
    find: (operations, request) => operations.get(new URLSearchParams(request.body).get('Action') ?? ''),
    decode: ({ input }, request) =>
      input.isUnitSchema() ? {} : readForm(input, formTree(new URLSearchParams(request.body))),
    encode: (operation, output, requestId) => {
      const name = operation.name;
      const result = operation.output.isUnitSchema()
        ? ''
        : `<${name}Result>${membersOf(operation.output, output, settings)}</${name}Result>`;
      return xml(
        200,
        requestId,
        `<${name}Response xmlns="${service.xmlNamespace}">${result}` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`,
      );
    },
    encodeError: (error, shape, requestId) => queryError(service.xmlNamespace, error, shape, requestId),
  };
}

function queryError(xmlNamespace: string, error: AwsError, shape: Shape | undefined, requestId: string): WireResponse {
  const traits = shape ? traitsOf(shape) : {};
  // The model's awsQueryError gives the wire code, which is not always the error's name: NoSuchEntityException → NoSuchEntity.
  const [code, status] = traits.awsQueryError ?? [error.code, traits.httpError ?? 400];
  const statusCode = error.status ?? status;
  return xml(
    statusCode,
    requestId,
    `<ErrorResponse xmlns="${xmlNamespace}"><Error><Type>${statusCode >= 500 ? 'Receiver' : 'Sender'}</Type>` +
      `<Code>${escapeXml(code)}</Code><Message>${escapeXml(error.message)}</Message></Error>` +
      `<RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');

const xml = (statusCode: number, requestId: string, body: string): WireResponse => ({
  statusCode,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

type XmlSettings = ConstructorParameters<typeof XmlShapeSerializer>[0];

/** The SDK's serializer wraps the members in an element named after the output's shape; AWS wraps them in `…Result`. */
function membersOf(shape: Shape, value: unknown, settings: XmlSettings): string {
  const serializer = new XmlShapeSerializer(settings);
  serializer.write(shape, value);
  const document = String(serializer.flush());
  return document.endsWith('/>') ? '' : document.slice(document.indexOf('>') + 1, document.lastIndexOf('</'));
}

/** `Filter.Names.member.1=x` as a tree: the form's keys are paths. */
interface Node {
  text: string;
  readonly children: Map<string, Node>;
}

const newNode = (): Node => ({ text: '', children: new Map() });

function formTree(form: URLSearchParams): Node {
  const root = newNode();
  for (const [path, text] of form) {
    let node = root;
    for (const step of path.split('.')) {
      const child = node.children.get(step) ?? newNode();
      node.children.set(step, child);
      node = child;
    }
    node.text = text;
  }
  return root;
}

function readForm(shape: Shape, node: Node): unknown {
  if (shape.isStructSchema()) return readStructure(shape, node);
  if (shape.isListSchema()) return readList(shape, node);
  if (shape.isMapSchema()) return readMap(shape, node);
  if (shape.isNumericSchema()) return Number(node.text);
  if (shape.isBooleanSchema()) return node.text === 'true';
  if (shape.isTimestampSchema()) return new Date(node.text);
  if (shape.isBlobSchema()) return new Uint8Array(Buffer.from(node.text, 'base64'));
  return node.text;
}

function readStructure(shape: Shape, node: Node): unknown {
  const value: Record<string, unknown> = {};
  for (const [name, member] of shape.structIterator()) {
    const child = node.children.get(traitsOf(member).xmlName ?? name);
    if (child) value[name] = readForm(member, child);
  }
  return value;
}

function readList(shape: Shape, node: Node): unknown[] {
  const item = shape.getValueSchema();
  const holder = traitsOf(shape).xmlFlattened ? node : node.children.get(traitsOf(item).xmlName ?? 'member');
  return [...(holder?.children ?? [])]
    .filter(([index]) => /^\d+$/.test(index))
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => readForm(item, child));
}

function readMap(shape: Shape, node: Node): unknown {
  const [key, value] = [shape.getKeySchema(), shape.getValueSchema()];
  const holder = traitsOf(shape).xmlFlattened ? node : node.children.get('entry');
  return Object.fromEntries(
    [...(holder?.children.values() ?? [])].map((entry) => [
      entry.children.get(traitsOf(key).xmlName ?? 'key')?.text ?? '',
      readForm(value, entry.children.get(traitsOf(value).xmlName ?? 'value') ?? newNode()),
    ]),
  );
}

/** Whether a request looks like this protocol's, when nothing else says what it is. */
export const isQuery = (request: WireRequest): boolean =>
  request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
