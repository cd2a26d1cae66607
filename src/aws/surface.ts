import type * as cloudtrail from './clients/cloudtrail.ts';
import type * as connect from './clients/connect.ts';
import type * as iam from './clients/iam.ts';
import type * as identitystore from './clients/identitystore.ts';
import type * as organizations from './clients/organizations.ts';
import type * as ssoAdmin from './clients/sso-admin.ts';
import type * as sts from './clients/sts.ts';

/**
 * Every AWS operation this tool can ever perform, and nothing else: the modules in `clients/`, each with its
 * `reads` and its `writes`, named as AWS names them. The types below, the embedded AWS and the least-privilege
 * policies are all derived from these lists.
 */
export interface Surface {
  readonly sts: typeof sts;
  readonly organizations: typeof organizations;
  readonly 'sso-admin': typeof ssoAdmin;
  readonly identitystore: typeof identitystore;
  readonly iam: typeof iam;
  readonly connect: typeof connect;
  readonly cloudtrail: typeof cloudtrail;
}

export type Service = keyof Surface;

export type InputOf<C> = C extends abstract new (...args: never[]) => { readonly input: infer I } ? I : never;
export type OutputOf<C> = C extends new (...args: never[]) => {
  resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer O }>;
}
  ? Omit<O, '$metadata'>
  : never;

type Operations<Commands> = {
  readonly [O in keyof Commands]: (input: InputOf<Commands[O]>) => Promise<OutputOf<Commands[O]>>;
};

/** What a fact is given: the read half of the {@link Surface} in one Region. Gathering cannot change an account. */
export type AwsReader = { readonly [S in Service]: Operations<Surface[S]['reads']> };

/** One write, as data: it can be printed, compared in a test, kept in a journal, or sent. */
export type Call = {
  [S in Service]: {
    [O in keyof Surface[S]['writes']]: {
      readonly service: S;
      readonly operation: O;
      readonly input: InputOf<Surface[S]['writes'][O]>;
      /** Only when it is not the Region of the run. */
      readonly region?: string;
    };
  }[keyof Surface[S]['writes']];
}[Service];

/** Each client in a chunk of its own, loaded when the first call to its service is made. */
export const load: { readonly [S in Service]: () => Promise<Surface[S]> } = {
  sts: () => import('./clients/sts.ts'),
  organizations: () => import('./clients/organizations.ts'),
  'sso-admin': () => import('./clients/sso-admin.ts'),
  identitystore: () => import('./clients/identitystore.ts'),
  iam: () => import('./clients/iam.ts'),
  connect: () => import('./clients/connect.ts'),
  cloudtrail: () => import('./clients/cloudtrail.ts'),
};

/**
 * The IAM action that guards an operation. The prefix is the service's own except for Identity Center, whose API
 * is called `sso-admin` and whose actions begin with `sso:` (Service Authorization Reference).
 */
export const iamAction = (service: string, operation: string): string =>
  `${service === 'sso-admin' ? 'sso' : service}:${operation}`;
