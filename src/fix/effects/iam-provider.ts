import { orAbsent } from '../../aws/errors.ts';
import { effect, type Effects, type Input, type Place, type Site } from '../effect.ts';

type Provider = { readonly arn: string; readonly document: string; readonly encryption: string } | null;

async function look({ aws }: Place, arn: string): Promise<Provider> {
  const found = await orAbsent(aws.iam.GetSAMLProvider({ SAMLProviderArn: arn }));
  return found
    ? { arn, document: found.SAMLMetadataDocument ?? '', encryption: found.AssertionEncryptionMode ?? 'Allowed' }
    : null;
}

const arnOf = ({ account, partition }: Site, name = ''): string =>
  `arn:${partition}:iam::${account}:saml-provider/${name}`;

export const providerEffects: Pick<Effects['iam'], 'CreateSAMLProvider' | 'UpdateSAMLProvider' | 'DeleteSAMLProvider'> =
  {
    CreateSAMLProvider: effect({
      look: (place: Place, { Name }: Input<'iam', 'CreateSAMLProvider'>) => look(place, arnOf(place, Name)),
      after: ({ SAMLMetadataDocument = '' }) => ({ document: SAMLMetadataDocument }),
      back: ({ after }) => ({
        calls: [{ service: 'iam', operation: 'DeleteSAMLProvider', input: { SAMLProviderArn: after?.arn } }],
      }),
      undoneBy: ['DeleteSAMLProvider'],
      resources: ({ Name }, site) => [arnOf(site, Name)],
    }),
    UpdateSAMLProvider: effect({
      look: (place: Place, { SAMLProviderArn = '' }: Input<'iam', 'UpdateSAMLProvider'>) =>
        look(place, SAMLProviderArn),
      after: ({ SAMLMetadataDocument, AssertionEncryptionMode }) => ({
        ...(SAMLMetadataDocument !== undefined && { document: SAMLMetadataDocument }),
        ...(AssertionEncryptionMode !== undefined && { encryption: AssertionEncryptionMode }),
      }),
      back: ({ input, before }) => ({
        calls: [
          {
            service: 'iam',
            operation: 'UpdateSAMLProvider',
            input: {
              SAMLProviderArn: input.SAMLProviderArn,
              ...(input.SAMLMetadataDocument !== undefined && { SAMLMetadataDocument: before?.document }),
              ...(input.AssertionEncryptionMode !== undefined && {
                AssertionEncryptionMode: before?.encryption === 'Required' ? 'Required' : 'Allowed',
              }),
            },
          },
        ],
      }),
      undoneBy: ['UpdateSAMLProvider'],
      resources: ({ SAMLProviderArn = '' }) => [SAMLProviderArn],
    }),
    DeleteSAMLProvider: effect({
      look: (place: Place, { SAMLProviderArn = '' }: Input<'iam', 'DeleteSAMLProvider'>) =>
        look(place, SAMLProviderArn),
      after: () => null,
      back: () => ({ calls: [], caution: 'A deleted identity provider comes back only as a new one.' }),
      undoneBy: [],
      onlyBack: true,
      resources: ({ SAMLProviderArn = '' }) => [SAMLProviderArn],
    }),
  };
