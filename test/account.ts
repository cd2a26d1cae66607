import { type Aws, openAws } from '../src/aws/access.ts';
import { type Settings, workshopNames } from '../src/fact.ts';
import { judge } from '../src/judge.ts';
import { loadChecks } from '../src/registry.ts';
import type { Report, ReportRow } from '../src/report/model.ts';
import { defaultCredentials, loadWorld, Sandbox, type World } from '../src/sandbox/index.ts';

/** What a learner would declare in the world `complete`: no API shows these two. */
export const evidence = {
  relayState:
    'https://us-east-1.console.aws.amazon.com/connect/federate/3f7c1b52-9d4e-4a86-b0f3-6c2e81d95a47?destination=%2Fconnect%2Fccp',
  roleAttribute: 'arn:aws:iam::111122223333:role/Connect-SSO,arn:aws:iam::111122223333:saml-provider/Connect-SSO',
} as const;

export const settingsFor = (given: Partial<Settings> = {}): Settings => ({
  region: 'us-east-1',
  names: workshopNames,
  ...given,
});

/** An account to look at: the real clients on the embedded AWS, in this process. */
export function accountIn(world: string | World | Sandbox): { aws: Aws; sandbox: Sandbox } {
  const sandbox = world instanceof Sandbox ? world : new Sandbox(typeof world === 'string' ? loadWorld(world) : world);
  const aws = openAws({
    region: sandbox.state.region,
    credentials: async () => defaultCredentials,
    requestHandler: sandbox.requestHandler,
  });
  return { aws, sandbox };
}

/** Loaded when the first report is asked for: nothing works at import. */
let loaded: ReturnType<typeof loadChecks> | undefined;
export const everyCheck = (): ReturnType<typeof loadChecks> => (loaded ??= loadChecks());

export async function reportOn(world: string | World | Sandbox, given: Partial<Settings> = {}): Promise<Report> {
  const { aws, sandbox } = accountIn(world);
  return judge(await everyCheck(), aws, settingsFor({ region: sandbox.state.region, ...given })).report;
}

export const rowOf = (report: Report, id: string): ReportRow => {
  const row = report.checks.find((each) => each.id === id);
  if (!row) throw new Error(`The report has no row ${id}`);
  return row;
};

/** `policy-scope: fail, role-permissions: blocked`: what is not `pass`, for a glance. */
export const troubles = (report: Report): string =>
  report.checks
    .filter(({ status }) => status !== 'pass')
    .map(({ id, status }) => `${id}: ${status}`)
    .join(', ');
