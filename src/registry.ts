import type { AnyCheck } from './check.ts';
import { everyCheck } from './every-check.ts';

/** Every check there is, in workshop order. The name of a check's file is its id. */
export async function loadChecks(): Promise<AnyCheck[]> {
  const checks = (await everyCheck()).map(([id, { default: check }]) => named(check as AnyCheck | undefined, id));
  return checks.sort((a, b) => a.step - b.step || a.order - b.order || a.id.localeCompare(b.id, 'en'));
}

function named(check: AnyCheck | undefined, id: string): AnyCheck {
  if (check?.id !== id) throw new Error(`checks/${id} should default-export a check whose id is "${id}".`);
  return check;
}
