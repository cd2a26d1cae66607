import { isDone } from '../guide/guide.ts';
import type { Report } from '../report/model.ts';

/** What a step of the workshop is done in; a step that is not listed (of a plug-in) is looked for everywhere. */
const servicesOf: Readonly<Record<number, readonly string[]>> = {
  1: ['organizations', 'sso-admin'],
  2: ['connect', 'sso-admin'],
  3: ['iam'],
  4: [],
  5: ['connect', 'identitystore'],
  6: ['identitystore', 'sso-admin'],
  7: ['cloudtrail'],
};

const everywhere = Object.values(servicesOf).flat();

/** Where something can change now: the services of the first two steps that have something open and in reach. */
export function focusOf({ checks }: Pick<Report, 'checks'>): ReadonlySet<string> {
  const open = checks.filter(({ status }) => !isDone(status) && status !== 'blocked' && status !== 'unverified');
  const steps = [...new Set(open.map(({ step }) => step))].slice(0, 2);
  return new Set(steps.flatMap((step) => servicesOf[step] ?? everywhere));
}

const seconds = 1000;
const minutes = 60 * seconds;

/** How long to wait between two looks, by how long nothing has changed and nobody has pressed a key. */
export function intervalAfter(idle: number): number {
  if (idle < 1.5 * minutes) return 2 * seconds;
  if (idle < 5 * minutes) return 5 * seconds;
  return idle < 20 * minutes ? 15 * seconds : 30 * seconds;
}

/** What nobody changes in the workshop once it is there. */
const seldom: ReadonlySet<string> = new Set([
  'GetCallerIdentity',
  'ListSecurityProfiles',
  'ListRoutingProfiles',
  'ListSecurityProfilePermissions',
  'ListApplicationProviders',
]);

export interface Pace {
  readonly focus: ReadonlySet<string>;
  readonly interval: number;
  /** The Region of the run. */
  readonly home: string;
}

/** How old an answer may be before it is asked for again. What is settled is looked at now and then: it can break. */
export function freshFor(
  { service, operation, region }: { readonly service: string; readonly operation: string; readonly region: string },
  { focus, interval, home }: Pace,
): number {
  if (seldom.has(operation)) return 3 * minutes;
  // Looking for Identity Center or Connect elsewhere is a call to every Region there is.
  if (operation === 'ListInstances' && region !== home) return Math.max(30 * seconds, interval);
  if (service === 'cloudtrail') return focus.has(service) ? 15 * seconds : 1 * minutes;
  return focus.has(service) ? interval / 2 : Math.max(20 * seconds, interval);
}

/** Documented or prudent: calls a second, and how many at once. Connect's two a second are shared with whoever else calls it. */
export const quotas: Readonly<Record<string, readonly [rate: number, burst: number]>> = {
  connect: [1.5, 4],
  organizations: [0.9, 2],
  cloudtrail: [1, 2],
};
