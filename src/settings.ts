import { access, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { allRegions } from './aws/regions.ts';
import { type Names, type Settings, workshopNames } from './fact.ts';
import { didYouMean, Misuse } from './misuse.ts';
import { readMetadata } from './saml/metadata.ts';
import { type Output, readOutputs } from './settings/outputs.ts';
import { again } from './settings/again.ts';
import { insistOnEndpoints, insistOnProfileEndpoints } from './settings/endpoints.ts';
import { reasonOf, readWith } from './settings/evidence.ts';
import { awsLayer, environmentLayer, flagLayer, type Given, type Layer, Layers, truthOf } from './settings/layers.ts';
import { printable } from './text/near.ts';

/** In the working folder; who has both has to choose. */
const settingsFiles = ['companion.yaml', 'companion.yml'] as const;

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

/** What was asked for, settled and verified. */
export interface Asked {
  readonly settings: Settings;
  readonly profile?: string;
  readonly outputs: readonly Output[];
  /** Flags that a further command needs, each after a blank. */
  readonly again?: string;
  readonly strict: boolean;
  readonly plain: boolean;
}

/**
 * Flags win over the environment, that over the settings file, that over the AWS profile. `args` is what the command
 * line was parsed to.
 */
export async function readLayers(args: Readonly<Record<string, unknown>>, { env, cwd }: Surroundings): Promise<Layers> {
  const config = typeof args['config'] === 'string' ? args['config'] : env['COMPANION_CONFIG'];
  const file = await fileLayer(config || undefined, cwd);
  return new Layers([flagLayer(args), environmentLayer(env), awsLayer(env), file]);
}

/** `--sandbox` alone means the finished workshop, and so does `sandbox: true`; `COMPANION_SANDBOX=false` takes that back. */
export function sandboxOf(layers: Layers): string | undefined {
  const name = layers.text('sandbox');
  const wanted = name === '' ? true : truthOf(name ?? 'false');
  if (wanted === undefined) return name;
  return wanted ? 'complete' : undefined;
}

/** `sandboxRegion` is where the embedded AWS plays: the machine's own AWS settings are then not meant. */
export async function settle(layers: Layers, { env, cwd }: Surroundings, sandboxRegion?: string): Promise<Asked> {
  if (sandboxRegion === undefined) insistOnEndpoints(env);
  const profile = sandboxRegion === undefined ? layers.given('profile') : undefined;
  const region = await regionOf(layers, profile, sandboxRegion);
  if (profile) await insistOnProfileEndpoints(profile);
  const identityCenterRegion = layers.given('identity-center-region');
  const [capture, metadata] = await Promise.all([captureOf(layers, cwd), metadataOf(layers, cwd)]);
  const instance = layers.text('instance');
  const relayState = layers.text('relay-state');
  const roleAttribute = layers.text('role-attribute');
  const routingProfile = layers.text('routing-profile');
  return {
    settings: {
      region,
      ...(instance !== undefined && { instance }),
      ...(identityCenterRegion && { identityCenterRegion: regionIn(identityCenterRegion) }),
      ...(relayState !== undefined && { relayState }),
      ...(roleAttribute !== undefined && { roleAttribute }),
      ...(routingProfile !== undefined && { routingProfile }),
      ...(capture && { capture }),
      ...(metadata && { metadata }),
      names: namesOf(layers),
    },
    ...(profile && { profile: profile.values.at(-1) ?? '' }),
    outputs: readOutputs(layers.given('format'), cwd),
    again: again(layers),
    strict: layers.flag('strict'),
    plain: layers.flag('plain'),
  };
}

async function fileLayer(named: string | undefined, cwd: string): Promise<Layer> {
  const name = named ?? (await settingsFileIn(cwd));
  if (name === undefined) return new Map();
  const text = await readFile(resolve(cwd, name), 'utf8').catch((error: unknown) => {
    throw new Misuse(`The settings file ${printable(name)} cannot be read: ${reasonOf(error)}.`);
  });
  const { readSettingsFile } = await import('./settings/file.ts');
  return readSettingsFile(name, text);
}

/** The settings file of a folder, if it has one. */
export async function settingsFileIn(cwd: string): Promise<string | undefined> {
  const are = await Promise.all(
    settingsFiles.map((name) =>
      access(resolve(cwd, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  const [name, other] = settingsFiles.filter((_, index) => are[index]);
  if (other === undefined) return name;
  throw new Misuse(`There are both ${settingsFiles.join(' and ')} here: keep one of them, or name one with --config.`);
}

async function regionOf(
  layers: Layers,
  profile: Given | undefined,
  sandboxRegion: string | undefined,
): Promise<string> {
  const given = layers.given('region');
  if (sandboxRegion !== undefined) return given && !given.from.startsWith('AWS_') ? regionIn(given) : sandboxRegion;
  const fromProfile =
    given && !profile ? undefined : await (await import('./settings/profile.ts')).profileRegion(profile);
  const chosen = given ?? fromProfile;
  if (!chosen) {
    throw new Misuse(
      'The Region is not known: give the Connect instance’s with --region (or AWS_REGION, or region: in companion.yaml), for example --region us-east-1.',
    );
  }
  return regionIn(chosen);
}

function regionIn({ values, from }: Given): string {
  const name = values.at(-1) ?? '';
  if (allRegions.includes(name)) return name;
  throw new Misuse(
    `${from}: "${printable(name)}" is no AWS Region${didYouMean(name, allRegions) || '; one looks like us-east-1.'}`,
  );
}

export const namesOf = (layers: Layers): Names => ({
  provider: layers.text('provider-name') ?? workshopNames.provider,
  policy: layers.text('policy-name') ?? workshopNames.policy,
  role: layers.text('role-name') ?? workshopNames.role,
  group: layers.text('group-name') ?? workshopNames.group,
  application: layers.text('application-name') ?? workshopNames.application,
});

async function captureOf(layers: Layers, cwd: string): Promise<Settings['capture']> {
  const given = layers.given('saml');
  if (!given) return undefined;
  const { readCapture } = await import('./saml/capture.ts');
  return readWith(resolve(cwd, given.values.at(-1) ?? ''), given.from, readCapture);
}

async function metadataOf(layers: Layers, cwd: string): Promise<Settings['metadata']> {
  const given = layers.given('metadata');
  if (!given) return undefined;
  return readWith(resolve(cwd, given.values.at(-1) ?? ''), given.from, readMetadata);
}
