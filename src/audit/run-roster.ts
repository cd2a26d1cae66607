import { openAws } from '../aws/access.ts';
import { AwsCallError, explainError } from '../aws/errors.ts';
import { partitionOf } from '../aws/regions.ts';
import type { AwsReader } from '../aws/surface.ts';
import { insistOnCredentials } from '../commands/check/credentials.ts';
import type { Args, Io } from '../commands/command.ts';
import { didYouMean, Misuse } from '../misuse.ts';
import { cell } from '../report/csv.ts';
import { printJson } from '../report/json.ts';
import { readLayers, sandboxOf, settle } from '../settings.ts';
import { printable } from '../text/near.ts';
import { externalIdPattern } from './planned.ts';

interface Row {
  readonly learner: string;
  readonly account: string;
  readonly role_arn: string;
  readonly external_id: string;
  readonly region: string;
}

type Account = NonNullable<Awaited<ReturnType<AwsReader['organizations']['ListAccounts']>>['Accounts']>[number];

const writers: Readonly<Record<string, (rows: readonly Row[]) => string>> = {
  csv: (rows) =>
    [columns, ...rows.map((row) => columns.map((column) => row[column]))]
      .map((cells) => `${cells.map(cell).join(',')}\r\n`)
      .join(''),
  // A YAML parser reads a JSON string as what it is.
  yaml: (rows) =>
    rows
      .map((row) =>
        columns.map((column, index) => `${index === 0 ? '- ' : '  '}${column}: ${printJson(row[column])}\n`).join(''),
      )
      .join('') || '[]\n',
  json: (rows) => `${printJson(rows)}\n`,
};

/** AWS tells it as `State`; until September 2026 as `Status`, too. */
const stateOf = ({ State, Status }: Account): string => State ?? Status ?? 'ACTIVE';

const columns = ['learner', 'account', 'role_arn', 'external_id', 'region'] as const satisfies readonly (keyof Row)[];

/** Writes a roster from AWS Organizations, ready to edit. */
export async function runRoster(args: Args, io: Io): Promise<number> {
  const wish = readWish(args);
  const layers = await readLayers({ ...args, format: undefined, 'role-name': undefined }, io);
  const world = sandboxOf(layers);
  const embedded = world === undefined ? undefined : (await import('../commands/check/embedded.ts')).embeddedAws(world);
  const { settings, profile } = await settle(layers, io, embedded?.region);
  const aws = openAws(embedded ?? { region: settings.region, ...(profile !== undefined && { profile }) });
  if (!embedded) await insistOnCredentials(aws, io);
  const { accounts, management } = await listAccounts(aws.in().organizations, wish.ou);
  const members = accounts.filter((account) => account.Id !== management && stateOf(account) === 'ACTIVE');
  const names = uniqueNames(members);
  const rows = members.map(({ Id = '' }, index): Row => ({
    learner: names[index] ?? Id,
    account: Id,
    role_arn: `arn:${partitionOf(settings.region)}:iam::${Id}:role/${wish.roleName}`,
    external_id: wish.externalId,
    region: settings.region,
  }));
  await io.out(wish.write(rows));
  const others = accounts.filter(({ Id }) => Id !== management);
  const states = others.map(stateOf).filter((state) => state !== 'ACTIVE');
  const leftOut = [
    ...(others.length < accounts.length ? ['the management account'] : []),
    ...[...new Set(states)].map(
      (state) => `${states.filter((each) => each === state).length} ${state.toLowerCase().replaceAll('_', ' ')}`,
    ),
  ];
  await io.err(
    `companion: ${rows.length} ${rows.length === 1 ? 'account' : 'accounts'}${leftOut.length > 0 ? `; left out: ${leftOut.join(', ')}` : ''}. Look the roster over before the audit.\n`,
  );
  return 0;
}

function readWish(args: Args) {
  const text = (name: string): string | undefined => (typeof args[name] === 'string' ? args[name] : undefined);
  if (args['organization'] !== true && text('ou') === undefined)
    throw new Misuse('Where are the learners? Say --organization, or --organization --ou ID.');
  const roleName = text('role-name')?.replace(/^\//, '');
  if (roleName === undefined) throw new Misuse('Which role may be assumed in each account? Name it with --role-name.');
  if (!/^[\w+=,.@/-]{1,512}$/.test(roleName))
    throw new Misuse(`--role-name: "${printable(roleName)}" is no name of a role.`);
  const externalId = text('external-id') ?? '';
  if (externalId !== '' && !externalIdPattern.test(externalId))
    throw new Misuse(
      `--external-id should be 2 to 1224 letters, digits and +=,.@:/-_, not "${printable(externalId)}".`,
    );
  const format = text('format') ?? 'csv';
  const write = Object.hasOwn(writers, format) ? writers[format] : undefined;
  if (!write)
    throw new Misuse(
      `--format: a roster is csv, yaml or json, not "${printable(format)}"${didYouMean(format, Object.keys(writers)) || '.'}`,
    );
  return { roleName, ou: text('ou'), externalId, write };
}

async function listAccounts(
  organizations: AwsReader['organizations'],
  ou: string | undefined,
): Promise<{ accounts: readonly Account[]; management: string | undefined }> {
  try {
    const [listed, described] = await Promise.all([
      ou === undefined
        ? organizations.ListAccounts({}).then(({ Accounts = [] }) => Accounts)
        : accountsIn(organizations, ou),
      organizations.DescribeOrganization({}),
    ]);
    return { accounts: listed, management: described.Organization?.MasterAccountId };
  } catch (error) {
    // AWS knows none by this id, or says that it cannot be one.
    if (error instanceof AwsCallError && ['ParentNotFoundException', 'InvalidInputException'].includes(error.code))
      throw new Misuse(
        `--ou: the organization has no unit "${printable(ou ?? '')}"; the page AWS accounts of the AWS Organizations console shows their ids, such as ou-ab12-learners1.`,
      );
    const { sentence } = explainError(error);
    throw new Misuse(
      `The organization’s accounts cannot be listed: ${sentence} Only its management account, or a delegated administrator, may list them.`,
    );
  }
}

/** Those of a unit and of all units within it; one after the other, because AWS takes a few of these calls a second. */
async function accountsIn(organizations: AwsReader['organizations'], parent: string): Promise<Account[]> {
  const [{ Accounts: accounts = [] }, { OrganizationalUnits: units = [] }] = await Promise.all([
    organizations.ListAccountsForParent({ ParentId: parent }),
    organizations.ListOrganizationalUnitsForParent({ ParentId: parent }),
  ]);
  for (const { Id = '' } of units) accounts.push(...(await accountsIn(organizations, Id)));
  return accounts;
}

/** Accounts may have the same name; learners may not. */
function uniqueNames(accounts: readonly Account[]): string[] {
  const named = accounts.map(({ Name, Id = '' }) => Name?.trim() || Id);
  return named.map((name, index) =>
    named.indexOf(name) === named.lastIndexOf(name) ? name : `${name} (${accounts[index]?.Id ?? ''})`,
  );
}
