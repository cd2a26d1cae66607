import { type Aws, openAws } from '../../src/aws/access.ts';
import { readMetadata } from '../../src/saml/metadata.ts';
import { type Settings, workshopNames } from '../../src/fact.ts';
import { judge } from '../../src/judge.ts';
import { defaultCredentials, Sandbox } from '../../src/sandbox/index.ts';
import { applicationMetadata } from '../../src/sandbox/metadata.ts';
import type { Report } from '../../src/report/model.ts';
import { everyCheck, evidence, settingsFor } from '../account.ts';
import { captureOf } from './capture.ts';
import type { Declared, Entry } from './entries.ts';

/** One account after the other is put behind the same clients: making those costs more than judging. */
const lines = new Map<string, { readonly aws: Aws; sandbox: Sandbox }>();

function accountBehind(sandbox: Sandbox, region: string): Aws {
  const line = lines.get(region);
  if (line) {
    line.sandbox = sandbox;
    return line.aws;
  }
  type Handler = Sandbox['requestHandler'];
  const requestHandler: Handler = {
    ...sandbox.requestHandler,
    handle: (...call: Parameters<Handler['handle']>) => made.sandbox.requestHandler.handle(...call),
  };
  const made = { aws: openAws({ region, credentials: async () => defaultCredentials, requestHandler }), sandbox };
  lines.set(region, made);
  return made.aws;
}

/** What a learner with this entry's account would be told. One at a time. */
export const judgeEntry = (entry: Pick<Entry, 'world' | 'declared' | 'capture'>): Promise<Report> =>
  judgeIn(new Sandbox(entry.world), entry);

/** The same, where somebody meddles with the account. One at a time. */
export async function judgeIn(sandbox: Sandbox, entry: Pick<Entry, 'declared' | 'capture'>): Promise<Report> {
  const settings = settingsFor({
    region: sandbox.state.region,
    ...settingsOf(entry.declared, sandbox),
    ...(entry.capture && { capture: captureOf(entry.capture) }),
  });
  return judge(await everyCheck(), accountBehind(sandbox, settings.region), settings).report;
}

export function settingsOf(declared: Declared, sandbox: Sandbox): Partial<Settings> {
  const {
    relayState = evidence.relayState,
    roleAttribute = evidence.roleAttribute,
    metadata,
    names,
    region,
    instance,
    identityCenterRegion,
  } = declared;
  return {
    ...(relayState !== null && { relayState }),
    ...(roleAttribute !== null && { roleAttribute }),
    ...(region !== undefined && { region }),
    ...(instance !== undefined && { instance }),
    ...(identityCenterRegion !== undefined && { identityCenterRegion }),
    ...(names && { names: { ...workshopNames, ...names } }),
    ...(metadata !== undefined && { metadata: readMetadata(metadataOf(metadata, sandbox)) }),
  };
}

/** The file that the page of that application offers for download. */
function metadataOf(application: string, sandbox: Sandbox): string {
  const home = Object.values(sandbox.state.identityCenter).find(({ applications }) => application in applications);
  if (!home) throw new Error(`The world has no application ${application}`);
  const validity = [{ notBefore: new Date('2026-01-01'), notAfter: new Date(Date.now() + 1000 * 86_400_000) }];
  return applicationMetadata({ id: application, account: home.ownerAccountId, region: home.region, validity });
}
