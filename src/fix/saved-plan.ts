import * as v from 'valibot';
import type { Settings } from '../fact.ts';
import { keyOf, type Plan } from './plan.ts';
import { same } from './state.ts';

/** A plan in a file: what would be done, and what it was judged from. */
export interface SavedPlan extends Plan {
  readonly schema: 'workshop-companion/plan@1';
  readonly madeAt: string;
  /** The checks that were asked for; empty: all. */
  readonly checks: readonly string[];
  readonly settings: SavedSettings;
}

/** A captured sign-in is a credential until it expires: it is never written down. */
type SavedSettings = Omit<Settings, 'capture' | 'metadata'> & { readonly metadata?: string };

export function savedPlan(plan: Plan, checks: readonly string[], settings: Settings, now: Date): SavedPlan {
  const { capture: _, metadata, ...rest } = settings;
  return {
    schema: 'workshop-companion/plan@1',
    madeAt: now.toISOString(),
    ...plan,
    checks,
    settings: { ...rest, ...(metadata && { metadata: metadata.text }) },
  };
}

// What is read before the plan is compared with one that is made now; the types promise all that our own writer writes.
const schema = v.looseObject({
  schema: v.literal('workshop-companion/plan@1'),
  tool: v.string(),
  account: v.string(),
  region: v.string(),
  checks: v.array(v.string()),
  steps: v.array(
    v.looseObject({
      check: v.string(),
      title: v.string(),
      calls: v.array(v.looseObject({ call: v.record(v.string(), v.unknown()), before: v.unknown() })),
    }),
  ),
  settings: v.looseObject({
    region: v.string(),
    metadata: v.optional(v.string()),
    names: v.record(v.picklist(['provider', 'policy', 'role', 'group', 'application']), v.string()),
  }),
});
const isSavedPlan = (value: unknown): value is SavedPlan => v.is(schema, value);

/** The text as a saved plan; undefined where it is none. */
export function readSavedPlan(text: string): SavedPlan | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isSavedPlan(value) ? value : undefined;
}

/** Why the plan cannot be applied to what is there now, in one clause; undefined where nothing has changed. */
export function staleness(saved: SavedPlan, now: Plan): string | undefined {
  if (saved.account !== now.account)
    return `it was made for account ${saved.account}, and these are the credentials of ${now.account}`;
  if (saved.tool !== now.tool) return `it was made by version ${saved.tool}, and this is ${now.tool}`;
  if (saved.region !== now.region) return `it was made for ${saved.region}, and this is ${now.region}`;
  for (const step of saved.steps) {
    const again = now.steps.find((other) => keyOf(other) === keyOf(step));
    if (!again) return `"${step.title}" is not what would be done now`;
    const changed = step.calls.findIndex(({ before }, index) => !same(before, again.calls[index]?.before ?? null));
    if (changed >= 0) return `what "${step.title}" would change is not as it was`;
  }
  const added = now.steps.find((step) => !saved.steps.some((other) => keyOf(other) === keyOf(step)));
  return added && `"${added.title}" has to be done now too`;
}
