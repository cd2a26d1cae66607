import { resolve } from 'node:path';
import type { Settings } from '../../fact.ts';
import { readSavedPlan, type SavedPlan } from '../../fix/saved-plan.ts';
import { Misuse } from '../../misuse.ts';
import { readMetadata, SamlError } from '../../saml/metadata.ts';
import { readBounded } from '../../settings/evidence.ts';
import { printable } from '../../text/near.ts';
import type { Args, Io } from '../command.ts';

/** The plan that `--apply` names. */
export async function appliedPlan({ apply }: Args, { cwd }: Io): Promise<SavedPlan | undefined> {
  if (typeof apply !== 'string') return undefined;
  const saved = readSavedPlan((await readBounded(resolve(cwd, apply), '--apply', 50)).toString('utf8'));
  if (!saved || !isMetadata(saved.settings.metadata))
    throw new Misuse(`--apply: ${printable(apply)} is no plan; companion fix --plan FILE makes one.`);
  return saved;
}

function isMetadata(text: string | undefined): boolean {
  try {
    return text === undefined || readMetadata(text).entityId !== '';
  } catch (error) {
    if (error instanceof SamlError) return false;
    throw error;
  }
}

/** What a saved plan was judged from; a captured sign-in has to be given again. */
export function settingsOf({ settings: { metadata, ...rest } }: SavedPlan, now: Settings): Settings {
  return {
    ...rest,
    ...(metadata !== undefined && { metadata: readMetadata(metadata) }),
    ...(now.capture && { capture: now.capture }),
  };
}
