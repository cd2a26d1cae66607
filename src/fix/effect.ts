import type { AwsReader, Call, InputOf, Service, Surface } from '../aws/surface.ts';
import type { State } from './state.ts';

/** Whose account, and which Region of it. */
export interface Site {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
}

/** Where a call acts, and how to look there. */
export interface Place extends Site {
  /** Reads in the Region that the call goes to. */
  readonly aws: AwsReader;
}

/** What has to be done to take a call back. */
export interface Back {
  readonly calls: readonly Call[];
  /** Why what comes back is not exactly what was there; without calls: why nothing can bring it back. */
  readonly caution?: string;
}

/** What is known of a call that was made: enough to take it back. */
export interface Made<I, S> {
  readonly input: I;
  readonly before: S;
  readonly after: S;
}

/**
 * What one kind of write does to an account, told so that it can be foreseen, seen and taken back: a law about AWS's
 * operation, whichever check proposes the call.
 */
export interface Effect<I, S extends State = State> {
  /** What the call would change, as it is now; null where it is not there. */
  look(place: Place, input: I): Promise<S>;
  /** What `look` will at least see once the call has worked. */
  after(input: I, before: S): State;
  back(made: Made<I, S>): Back;
  /** The operations that {@link back} may use. */
  readonly undoneBy: readonly string[];
  /** True for what only an undo does. */
  readonly onlyBack?: true;
  /** What IAM is asked to allow it on (Service Authorization Reference), as far as the input tells. */
  resources(input: I, place: Site): readonly string[];
}

/** Every write of the surface has its effect, or this does not compile. */
export type Effects = {
  readonly [S in Service]: {
    readonly [O in keyof Surface[S]['writes']]: Effect<InputOf<Surface[S]['writes'][O]>>;
  };
};

/**
 * The one seam where an effect's own kind of state is let go: what its `after` and `back` are handed is what its
 * `look` gave, at most by way of a journal.
 */
export const effect = <I, S extends State>(definition: Effect<I, S>): Effect<I> => ({
  ...definition,
  after: (input, before) => definition.after(input, before as S),
  back: ({ input, before, after }) => definition.back({ input, before: before as S, after: after as S }),
});

/** The input of a write. */
export type Input<S extends Service, O extends keyof Surface[S]['writes']> = InputOf<Surface[S]['writes'][O]>;
