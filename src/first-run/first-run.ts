import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openAws } from '../aws/access.ts';
import { explainError } from '../aws/errors.ts';
import { connectRegions, partitionOf } from '../aws/regions.ts';
import { isPersonThere } from '../commands/fix/answers.ts';
import type { Io } from '../commands/command.ts';
import { Misuse } from '../misuse.ts';
import { settingsFileIn } from '../settings.ts';
import type { Given, Layer, Layers } from '../settings/layers.ts';
import { profileRegion } from '../settings/profile.ts';
import { printable } from '../text/near.ts';
import { chooseOne, confirmed } from './ask.ts';
import { findInstances, type Found } from './find.ts';

const settingsFile = 'companion.yaml';

/**
 * Somebody without any settings at a terminal: finds the Connect instance and its Region, asks where there are several,
 * and offers to remember. Gives what was found as one more layer of settings; undefined when there was nothing to find
 * out; `interrupted` when the person left.
 */
export async function firstRun(
  layers: Layers,
  args: Readonly<Record<string, unknown>>,
  io: Io,
): Promise<Layer | undefined | 'interrupted'> {
  if (!isFirst(layers, args, io)) return undefined;
  const profile = layers.given('profile');
  const region = (layers.given('region') ?? (await profileRegion(profile)))?.values.at(-1);
  const aws = openAws({ region: region ?? 'us-east-1', ...(profile && { profile: profile.values.at(-1) ?? '' }) });
  try {
    await aws.in().sts.GetCallerIdentity({});
  } catch (error) {
    const { kind, sentence } = explainError(error);
    if (kind === 'credentials') await io.err(waysToCredentials);
    // Without a Region nothing else could be said, and it would be blamed for what is another trouble.
    if (kind === 'credentials' || (region === undefined && kind !== 'denied')) throw new Misuse(sentence);
    if (kind !== 'denied') return undefined;
  }
  const { found, looked } = await findInstances(aws, region);
  const [only, another] = found;
  if (!only) return looked && region === undefined ? whereItWillBe(profile, io) : undefined;
  if (!another && only.region === region) return undefined;
  if (!another) await io.err(`companion: found the Connect instance ${named(only)}.\n`);
  const chosen = another
    ? await chooseOne(
        'Which Connect instance is the workshop’s?',
        found.map((each) => ({ name: named(each), value: each })),
      )
    : only;
  if (chosen === 'interrupted') return chosen;
  return remembered({ region: chosen.region, instance: chosen.id }, profile, io);
}

const fromAws = (given: Given | undefined): boolean => given === undefined || given.from.startsWith('AWS_');

/** Somebody is there to be asked, and nothing but AWS's own settings says where the instance is. */
const isFirst = (layers: Layers, args: Readonly<Record<string, unknown>>, io: Io): boolean =>
  isPersonThere(io) &&
  !layers.flag('plain') &&
  !layers.given('instance') &&
  fromAws(layers.given('region')) &&
  args['config'] === undefined &&
  !io.env['COMPANION_CONFIG'];

const named = ({ alias, id, region }: Found): string =>
  `${printable(alias || id)} in ${region}${alias ? ` (${id})` : ''}`;

const waysToCredentials = `companion: this computer has no AWS credentials that can be used. Any of these gives some:
  1. AWS CloudShell has them already: open it and type npx workshop-companion
     https://console.aws.amazon.com/cloudshell
  2. with IAM Identity Center: aws configure sso, then companion --profile NAME
  3. with access keys: aws configure
To look around without an account: companion check --sandbox
`;

/** Nothing was found anywhere: the Region of the instance that will be made is still needed. */
async function whereItWillBe(profile: Given | undefined, io: Io): Promise<Layer | 'interrupted'> {
  await io.err('companion: there is no Connect instance with SAML in any Region yet.\n');
  const region = await chooseOne(
    'In which Region will it be?',
    connectRegions.filter((each) => partitionOf(each) === 'aws').map((value) => ({ name: value, value })),
  );
  return region === 'interrupted' ? region : remembered({ region }, profile, io);
}

/** What was found, as a layer of settings for this run, and in the settings file for the next if one wants. */
async function remembered(
  found: Readonly<{ region: string; instance?: string }>,
  profile: Given | undefined,
  io: Io,
): Promise<Layer | 'interrupted'> {
  const answer = await offerToRemember({ ...found, ...(profile && { profile: profile.values.at(-1) ?? '' }) }, io);
  if (answer === 'interrupted') return answer;
  const given = (value: string): Given => ({ values: [value], from: 'what was found' });
  return new Map([
    ['region' as const, given(found.region)],
    ...(found.instance === undefined ? [] : [['instance' as const, given(found.instance)] as const]),
  ]);
}

/** A settings file is made once and never written over: what to put into one that is there is told. */
async function offerToRemember(values: Readonly<Record<string, string>>, io: Io): Promise<'interrupted' | undefined> {
  const lines = Object.entries(values).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  const there = await settingsFileIn(io.cwd);
  if (there !== undefined) {
    await io.err(`companion: to be asked no more, put this into ${there}:\n${lines.join('')}`);
    return undefined;
  }
  const answer = await confirmed(`Remember this in ${settingsFile} here?`);
  if (answer === 'interrupted') return answer;
  if (!answer) return undefined;
  const written = await writeFile(
    join(io.cwd, settingsFile),
    `# Settings of companion: the names are those of its flags, and flags win.\n${lines.join('')}`,
    { flag: 'wx', mode: 0o600 },
  ).then(
    () => true,
    () => false,
  );
  await io.err(
    written
      ? `companion: written: ${settingsFile}\n`
      : `companion: ${settingsFile} could not be written here, so nothing is remembered.\n`,
  );
  return undefined;
}
