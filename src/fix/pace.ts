/** How long to wait for what, and the clock that it is waited by. Milliseconds. */
export interface Pace {
  now(): number;
  /** Whether the person wants to stop: then nothing is waited for any more. */
  stopped(): boolean;
  /** Ends early when the run is stopped. `what` is being waited for, for whoever watches and has not been told yet. */
  sleep(ms: number, what?: string): Promise<void>;
  /** The pause after the n-th attempt or look. */
  backOff(n: number): number;
  /** IAM takes up to a minute until a change shows everywhere. */
  readonly settleFor: number;
  /** For a call whose answer was lost: until it is taken as never heard. */
  readonly doubtFor: number;
}

export function realPace(stop: AbortSignal, told: (what: string, ms: number) => void): Pace {
  return {
    now: () => Date.now(),
    stopped: () => stop.aborted,
    sleep: (ms, what) => {
      if (what !== undefined) told(what, ms);
      return pause(ms, stop);
    },
    backOff: (n) => Math.min(8_000, 250 * 2 ** n) * (0.75 + Math.random() / 2),
    settleFor: 60_000,
    doubtFor: 6_000,
  };
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resume) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resume();
    }
    if (stop.aborted) done();
    else stop.addEventListener('abort', done, { once: true });
  });
}
