import { StandardRetryStrategy } from '@smithy/core/retry';

/** The SDK doubles its waits up to 20 s, which is more than a call may take in all. Milliseconds. */
const LONGEST_WAIT = 2_000;

function backoff() {
  let base = 50;
  return {
    /** One for a throttled call, another for one that failed. */
    setDelayBase: (delay: number): void => void (base = delay),
    computeNextBackoffDelay: (attempt: number): number => Math.random() * Math.min(base * 2 ** attempt, LONGEST_WAIT),
  };
}

/** The SDK's own retries, so spaced that all of them fit into the time that a call has. For one client. */
export const retries = (maxAttempts: number): StandardRetryStrategy =>
  new StandardRetryStrategy({ maxAttempts, backoff: backoff() });
