import { FromStringShapeDeserializer, JsonCodec2, JsonShapeDeserializer2 } from '@smithy/core/protocols';
import { AwsError, type WireRequest, type WireResponse } from '../wire.ts';
import { epochSeconds, errorBody, parseBody, write } from './json.ts';
import type { Protocol } from './protocol.ts';
import { type Operation, type Shape, traitsOf } from './schema.ts';

/** REST-JSON (Amazon Connect): method and path name the operation; members travel in path, query, headers and body. */
export function restProtocol(): Protocol {
  const codec = new JsonCodec2({ timestampFormat: epochSeconds, jsonName: true, httpBindings: true });
  const strings = new FromStringShapeDeserializer({ timestampFormat: epochSeconds, httpBindings: true });
  const match = matcher();
  return {
    codes: {
      unknownOperation: ['UnknownOperationException', 404],
      unsigned: ['MissingAuthenticationTokenException', 403],
      unknownKey: ['UnrecognizedClientException', 403],
      expired: ['ExpiredTokenException', 403],
      skewed: ['InvalidSignatureException', 403],
      malformed: ['SerializationException', 400],
      invalid: ['InvalidRequestException', 400],
      failed: ['InternalServiceException', 500],
    },
    target: (request) => `${request.method} ${request.path}`,
    find: (operations, request) => [...operations.values()].find((operation) => match(operation, request)),
    decode: (operation, request) => decode(operation, request, match(operation, request) ?? {}),
    encode: (operation, value, requestId) =>
      json(
        operation.traits.http?.[2] ?? 200,
        { 'x-amzn-requestid': requestId },
        operation.output.isUnitSchema() ? '' : write(codec, operation.output, value),
      ),
    encodeError: (error, shape, requestId) => {
      const traits = shape ? traitsOf(shape) : {};
      const status = error.status ?? traits.httpError ?? (traits.error === 'server' ? 500 : 400);
      const headers = { 'x-amzn-requestid': requestId, 'x-amzn-errortype': error.code };
      return json(status, headers, JSON.stringify(errorBody(codec, error, shape)));
    },
  };

  function decode(operation: Operation, request: WireRequest, labels: Labels): unknown {
    if (operation.input.isUnitSchema()) return {};
    const body = parseBody(request.body);
    const value: Record<string, unknown> = {};
    for (const [name, member] of operation.input.structIterator()) {
      const found = readMember(name, member, request, labels, body);
      if (found !== undefined) value[name] = found;
    }
    return value;
  }

  function readMember(
    name: string,
    member: Shape,
    request: WireRequest,
    labels: Labels,
    body: { [member: string]: never },
  ): unknown {
    const traits = traitsOf(member);
    if (traits.httpLabel) return labels[name] === undefined ? undefined : strings.read(member, labels[name]);
    if (traits.httpHeader) {
      const header = request.headers[traits.httpHeader.toLowerCase()];
      return header === undefined ? undefined : strings.read(member, header);
    }
    if (traits.httpQuery) {
      const given = [request.query[traits.httpQuery] ?? []].flat();
      if (member.isListSchema()) {
        return given.length === 0 ? undefined : given.map((item) => strings.read(member.getValueSchema(), item));
      }
      return given[0] === undefined ? undefined : strings.read(member, given[0]);
    }
    const field = body[traits.jsonName ?? name];
    return field === undefined || field === null
      ? undefined
      : new JsonShapeDeserializer2(codec.settings).readObject(member, field);
  }
}

const json = (statusCode: number, headers: Record<string, string>, body: string): WireResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

type Labels = Readonly<Record<string, string>>;

/** Matches a request against an operation's URI pattern, whose segments are prepared once. */
function matcher(): (operation: Operation, request: WireRequest) => Labels | undefined {
  const patterns = new Map<string, readonly string[]>();
  return (operation, request) => {
    const [method, uri] = operation.traits.http ?? ['', ''];
    if (method !== request.method) return undefined;
    const pattern = patterns.get(uri) ?? (uri.split('?')[0] ?? '').split('/');
    patterns.set(uri, pattern);
    const segments = request.path.split('/');
    // A trailing slash belongs to some patterns; with or without it the request means the same.
    if (pattern.at(-1) === '' && segments.at(-1) !== '') segments.push('');
    return pattern.length === segments.length ? matchSegments(pattern, segments) : undefined;
  };
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Labels | undefined {
  const labels: Record<string, string> = {};
  for (const [i, expected] of pattern.entries()) {
    const given = segments[i] ?? '';
    const label = /^\{([^+}]+)\+?\}$/.exec(expected)?.[1];
    if (label === undefined) {
      if (given !== expected) return undefined;
    } else {
      if (given === '') return undefined;
      labels[label] = decodeSegment(given);
    }
  }
  return labels;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsError('SerializationException', `The path segment ${segment} is not URL-encoded.`, {}, 400);
  }
}
