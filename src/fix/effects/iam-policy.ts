import { orAbsent } from '../../aws/errors.ts';
import { effect, type Effects, type Input, type Place, type Site } from '../effect.ts';

type Policy = {
  readonly arn: string;
  readonly default: string;
  readonly versions: readonly string[];
  /** The text of the default version. */
  readonly document: string;
} | null;

/** IAM sends documents URL-encoded (RFC 3986). */
const decoded = (document: string | undefined): string => decodeURIComponent(document ?? '');

async function look({ aws: { iam } }: Place, arn: string): Promise<Policy> {
  const found = await orAbsent(iam.ListPolicyVersions({ PolicyArn: arn }));
  if (!found) return null;
  const versions = (found.Versions ?? []).flatMap(({ VersionId }) => VersionId ?? []);
  const version = found.Versions?.find(({ IsDefaultVersion }) => IsDefaultVersion)?.VersionId ?? '';
  const { PolicyVersion } = await iam.GetPolicyVersion({ PolicyArn: arn, VersionId: version });
  return { arn, default: version, versions, document: decoded(PolicyVersion?.Document) };
}

async function documentOf({ aws: { iam } }: Place, PolicyArn: string, VersionId: string): Promise<string | null> {
  const found = await orAbsent(iam.GetPolicyVersion({ PolicyArn, VersionId }));
  return found ? decoded(found.PolicyVersion?.Document) : null;
}

const arnOf = ({ account, partition }: Site, { PolicyName = '', Path = '/' }: Input<'iam', 'CreatePolicy'>): string =>
  `arn:${partition}:iam::${account}:policy${Path}${PolicyName}`;

type Covered =
  | 'CreatePolicy'
  | 'DeletePolicy'
  | 'CreatePolicyVersion'
  | 'SetDefaultPolicyVersion'
  | 'DeletePolicyVersion';

export const policyEffects: Pick<Effects['iam'], Covered> = {
  CreatePolicy: effect({
    look: (place: Place, input: Input<'iam', 'CreatePolicy'>) => look(place, arnOf(place, input)),
    after: ({ PolicyDocument = '' }) => ({ document: PolicyDocument, versions: ['v1'] }),
    back: ({ after }) => ({ calls: [{ service: 'iam', operation: 'DeletePolicy', input: { PolicyArn: after?.arn } }] }),
    undoneBy: ['DeletePolicy'],
    resources: (input, site) => [arnOf(site, input)],
  }),
  DeletePolicy: effect({
    look: (place: Place, { PolicyArn = '' }: Input<'iam', 'DeletePolicy'>) => look(place, PolicyArn),
    after: () => null,
    back: () => ({ calls: [], caution: 'A deleted policy comes back only as a new one.' }),
    undoneBy: [],
    onlyBack: true,
    resources: ({ PolicyArn = '' }) => [PolicyArn],
  }),
  CreatePolicyVersion: effect({
    look: (place: Place, { PolicyArn = '' }: Input<'iam', 'CreatePolicyVersion'>) => look(place, PolicyArn),
    after: ({ PolicyDocument = '' }) => ({ document: PolicyDocument }),
    // The number of a deleted version is never given again, so this leaves nothing behind.
    back: ({ input: { PolicyArn }, before, after }) => ({
      calls: [
        { service: 'iam', operation: 'SetDefaultPolicyVersion', input: { PolicyArn, VersionId: before?.default } },
        { service: 'iam', operation: 'DeletePolicyVersion', input: { PolicyArn, VersionId: after?.default } },
      ],
    }),
    undoneBy: ['SetDefaultPolicyVersion', 'DeletePolicyVersion'],
    resources: ({ PolicyArn = '' }) => [PolicyArn],
  }),
  SetDefaultPolicyVersion: effect({
    look: (place: Place, { PolicyArn = '' }: Input<'iam', 'SetDefaultPolicyVersion'>) => look(place, PolicyArn),
    after: ({ VersionId = '' }) => ({ default: VersionId }),
    back: ({ input: { PolicyArn }, before }) => ({
      calls: [
        { service: 'iam', operation: 'SetDefaultPolicyVersion', input: { PolicyArn, VersionId: before?.default } },
      ],
    }),
    undoneBy: ['SetDefaultPolicyVersion'],
    resources: ({ PolicyArn = '' }) => [PolicyArn],
  }),
  DeletePolicyVersion: effect({
    look: (place: Place, { PolicyArn = '', VersionId = '' }: Input<'iam', 'DeletePolicyVersion'>) =>
      documentOf(place, PolicyArn, VersionId),
    after: () => null,
    back: ({ input: { VersionId = '' } }) => ({
      calls: [],
      caution: `The version ${VersionId} was deleted for good: IAM gives no number twice. Its text is in the journal.`,
    }),
    undoneBy: [],
    resources: ({ PolicyArn = '' }) => [PolicyArn],
  }),
};
