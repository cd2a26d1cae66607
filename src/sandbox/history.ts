import type { State } from './world.ts';

/**
 * Eventual consistency. Writes act on the newest state; reads see an older one until the lag is over, counted in calls
 * or in milliseconds after the write.
 */
export class History {
  readonly #newest: State;
  readonly #views: { readonly state: State; readonly call: number; readonly time: number }[];
  #calls = 0;

  constructor(state: State) {
    this.#newest = state;
    this.#views = state.lag ? [{ state: structuredClone(state), call: 0, time: 0 }] : [];
  }

  /** The state that a call works on. */
  see(isWrite: boolean, time: number): State {
    this.#calls += 1;
    const { lag } = this.#newest;
    if (!lag || isWrite) return this.#newest;
    const isOver = ({ call, time: written }: { call: number; time: number }): boolean =>
      call === 0 || (this.#calls - call > (lag.calls ?? 0) && time - written >= (lag.ms ?? 0));
    while (this.#views[1] && isOver(this.#views[1])) this.#views.shift();
    return this.#views[0]?.state ?? this.#newest;
  }

  written(time: number): void {
    if (this.#newest.lag) this.#views.push({ state: structuredClone(this.#newest), call: this.#calls, time });
  }
}
