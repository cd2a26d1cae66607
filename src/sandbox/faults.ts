import { createHash } from 'node:crypto';
import { seededRandom } from './ids.ts';
import type { Service } from './service.ts';
import { AwsError, type Signature } from './wire.ts';
import type { Fault } from './world.ts';

interface Call {
  readonly service: Service;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
}

interface Rule {
  readonly fault: Fault;
  left: number;
  /** By the operation, so that its n-th call meets the same in whatever order calls to others come. */
  readonly chances: Map<string, () => number>;
}

/** The faults of a sandbox. `times` counts down here, so the rules themselves stay as they were given. */
export class Faults {
  readonly #rules: Rule[] = [];
  readonly #seed: number;

  constructor(faults: readonly Fault[], seed: number) {
    this.#seed = seed;
    for (const fault of faults) this.add(fault);
  }

  add(fault: Fault): void {
    this.#rules.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY, chances: new Map() });
  }

  clear(): void {
    this.#rules.length = 0;
  }

  /** What applies to a call: every latency up to the first fault of another kind. `times` and chance are used up. */
  draw(call: Call, signature: Signature, now: Date): Fault[] {
    const drawn: Fault[] = [];
    for (const rule of this.#rules) {
      const { fault } = rule;
      if (rule.left <= 0 || !applies(fault, call)) continue;
      // A skewed clock troubles only those who have not set theirs by it, as SDKs do after the first refusal.
      if (fault.kind === 'skew' && !isOff(signature.signedAt, serverTime(fault, now))) continue;
      if (fault.probability !== undefined && this.#chance(rule, call) >= fault.probability) continue;
      rule.left -= 1;
      drawn.push(fault);
      if (fault.kind !== 'latency') break;
    }
    return drawn;
  }

  #chance(rule: Rule, { service, operation, account, region }: Call): number {
    const key = [this.#seed, this.#rules.indexOf(rule), service.id, operation, account, region].join(' ');
    let chance = rule.chances.get(key);
    if (!chance) rule.chances.set(key, (chance = seededRandom(derivedSeed(key))));
    return chance();
  }
}

const derivedSeed = (of: string): number => createHash('sha256').update(of).digest().readUInt32LE();

function applies(fault: Fault, { service, operation, account, region }: Call): boolean {
  const [wantedService = '*', wantedOperation = '*'] = fault.match.split(':');
  return (
    isLike(service.id, wantedService) &&
    isLike(operation, wantedOperation) &&
    (fault.account ?? account) === account &&
    (fault.region ?? region) === region
  );
}

const isLike = (text: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(text);

export const serverTime = (fault: Fault, now: Date): Date => new Date(now.getTime() + (fault.ms ?? 3_600_000));

/** AWS takes a signature for five minutes. */
const isOff = (signedAt: Date | undefined, server: Date): boolean =>
  signedAt !== undefined && Math.abs(signedAt.getTime() - server.getTime()) > 5 * 60_000;

/** The error that a fault answers with; undefined for those that break the connection or only wait. */
export function faultError({ kind }: Fault, service: Service, refusal: string): AwsError | undefined {
  const { codes } = service.protocol;
  const answer = ([code, status]: readonly [string, number], message: string): AwsError =>
    new AwsError(code, message, {}, status);
  switch (kind) {
    case 'denied':
      return answer(service.denied, refusal);
    case 'throttle':
      return answer(service.throttled, 'Rate exceeded');
    case 'server':
      return answer(codes.failed, 'We encountered an internal error. Please try again.');
    case 'expired':
      return answer(codes.expired, 'The security token included in the request is expired');
    case 'skew':
      return answer(
        codes.skewed,
        'Signature expired: the request was not signed within five minutes of the server time.',
      );
    default:
      return undefined;
  }
}
