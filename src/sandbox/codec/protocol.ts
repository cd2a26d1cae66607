import type { AwsError, WireRequest, WireResponse } from '../wire.ts';
import type { Operation, Shape } from './schema.ts';

/** The server side of one of AWS's wire protocols. */
export interface Protocol {
  /** The operation that a request names, as text for the error when there is none. */
  target(request: WireRequest): string;
  find(operations: ReadonlyMap<string, Operation>, request: WireRequest): Operation | undefined;
  decode(operation: Operation, request: WireRequest): unknown;
  encode(operation: Operation, output: unknown, requestId: string): WireResponse;
  /** `shape` is the error's own, when AWS's model has it. */
  encodeError(error: AwsError, shape: Shape | undefined, requestId: string): WireResponse;
  /** How this protocol's services name what goes wrong before any handler runs. */
  readonly codes: CommonCodes;
}

/** Errors that every service of a protocol shares: code and HTTP status. */
interface CommonCodes {
  readonly unknownOperation: readonly [code: string, status: number];
  readonly unsigned: readonly [code: string, status: number];
  readonly unknownKey: readonly [code: string, status: number];
  readonly expired: readonly [code: string, status: number];
  readonly skewed: readonly [code: string, status: number];
  readonly malformed: readonly [code: string, status: number];
  readonly invalid: readonly [code: string, status: number];
  readonly failed: readonly [code: string, status: number];
}
