import { loadSharedConfigFiles } from '@smithy/core/config';
import { didYouMean, Misuse } from '../misuse.ts';
import { printable } from '../text/near.ts';
import type { Given } from './layers.ts';

/** The Region that the AWS profile says, if any; a profile that was named has to exist. */
export async function profileRegion(profile: Given | undefined): Promise<Given | undefined> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const name = profile?.values.at(-1) ?? 'default';
  const known = [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])];
  if (profile && !known.includes(name)) {
    throw new Misuse(
      `${profile.from}: there is no AWS profile "${printable(name)}"${didYouMean(name, known) || '; aws configure list-profiles names yours.'}`,
    );
  }
  const region = configFile[name]?.['region'] ?? credentialsFile[name]?.['region'];
  return region ? { values: [region], from: `AWS profile ${printable(name)}` } : undefined;
}
