import { JsonCodec2, JsonShapeDeserializer2 } from '@smithy/core/protocols';
import { AwsError, type WireResponse } from '../wire.ts';
import type { Protocol } from './protocol.ts';
import { type Shape, traitsOf } from './schema.ts';

/** Timestamps travel as seconds since 1970 unless a member says otherwise (the protocols' default). */
export const epochSeconds = { useTrait: true, default: 7 as const };

/** JSON 1.1 (Organizations, Identity Center, the identity store, CloudTrail): the operation is in `X-Amz-Target`. */
export function jsonProtocol(service: { target: string }): Protocol {
  const codec = new JsonCodec2({ timestampFormat: epochSeconds, jsonName: false });
  const operationName = (target: string): string => {
    const [prefix, name = ''] = target.split(/\.(?=[^.]*$)/);
    // CloudTrail's clients differ in the prefix: botocore sends the long form of the one that the SDK sends.
    return prefix === service.target || prefix?.endsWith(`.${service.target}`) ? name : '';
  };
  return {
    codes: {
      unknownOperation: ['UnknownOperationException', 400],
      unsigned: ['MissingAuthenticationTokenException', 400],
      unknownKey: ['UnrecognizedClientException', 400],
      expired: ['ExpiredTokenException', 400],
      skewed: ['InvalidSignatureException', 400],
      malformed: ['SerializationException', 400],
      invalid: ['ValidationException', 400],
      failed: ['InternalServerException', 500],
    },
    target: (request) => request.headers['x-amz-target'] ?? '',
    find: (operations, request) => operations.get(operationName(request.headers['x-amz-target'] ?? '')),
    decode: ({ input }, request) => {
      const body = parseBody(request.body);
      return input.isUnitSchema() ? {} : new JsonShapeDeserializer2(codec.settings).readObject(input, body);
    },
    encode: ({ output }, value, requestId) =>
      json(200, requestId, output.isUnitSchema() ? '{}' : write(codec, output, value)),
    encodeError: (error, shape, requestId) => {
      // Real endpoints answer 400 to every fault of the client, whatever the model's httpError says.
      const status = error.status ?? (shape && traitsOf(shape).error === 'server' ? 500 : 400);
      const body = { __type: error.code, ...errorBody(codec, error, shape) };
      return json(status, requestId, JSON.stringify(body));
    },
  };
}

export function parseBody(body: string): { [member: string]: never } {
  if (body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.', {}, 400);
  }
}

export function write(codec: JsonCodec2, shape: Shape, value: unknown): string {
  const serializer = codec.createSerializer();
  serializer.write(shape, value);
  // Not Buffer.from: it asks for valueOf, and the SDK's array warns whoever treats it as the string it once was.
  return new TextDecoder().decode(serializer.flush());
}

/** The modelled members, as the model spells them; services differ even in `message` and `Message`. */
export function errorBody(codec: JsonCodec2, error: AwsError, shape: Shape | undefined): object {
  if (!shape) return { message: error.message, ...error.members };
  const key = 'Message' in shape.getMemberSchemas() ? 'Message' : 'message';
  const written: object = JSON.parse(write(codec, shape, { [key]: error.message, ...error.members }));
  // A few shapes model no message at all, and the service sends one nevertheless.
  return key in written ? written : { [key]: error.message, ...written };
}

const json = (statusCode: number, requestId: string, body: string): WireResponse => ({
  statusCode,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId },
  body,
});
