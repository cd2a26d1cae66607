import { orAbsent } from '../../aws/errors.ts';
import { effect, type Effects, type Place } from '../effect.ts';

async function look({ aws: { organizations } }: Place) {
  const found = await orAbsent(organizations.DescribeOrganization({}));
  const { Id = '', FeatureSet = '', MasterAccountId = '' } = found?.Organization ?? {};
  return found ? { id: Id, features: FeatureSet, management: MasterAccountId } : null;
}

const resources = (): readonly string[] => ['*'];

export const organizationsEffects: Effects['organizations'] = {
  CreateOrganization: effect({
    look,
    after: ({ FeatureSet = 'ALL' }) => ({ features: FeatureSet }),
    back: ({ after }) => ({
      calls: [{ service: 'organizations', operation: 'DeleteOrganization', input: {} }],
      caution: `The organization ${after?.id ?? ''} is deleted; IAM Identity Center, if it was enabled meanwhile, has to be deleted first.`,
    }),
    undoneBy: ['DeleteOrganization'],
    resources,
  }),
  EnableAllFeatures: effect({
    look,
    after: () => ({ features: 'ALL' }),
    back: () => ({ calls: [], caution: 'An organization with all features cannot go back to consolidated billing.' }),
    undoneBy: [],
    resources,
  }),
  DeleteOrganization: effect({
    look,
    after: () => null,
    back: () => ({ calls: [], caution: 'A deleted organization comes back only as a new one.' }),
    undoneBy: [],
    onlyBack: true,
    resources,
  }),
};
