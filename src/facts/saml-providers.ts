import { orAbsent } from '../aws/errors.ts';
import { defineFact } from '../fact.ts';
import { type Metadata, readMetadata } from '../saml/metadata.ts';

export interface SamlProvider {
  readonly arn: string;
  readonly name: string;
  /** `Required` or `Allowed`. */
  readonly encryption: string;
  readonly document: string;
  readonly metadata?: Metadata;
  /** Why the document could not be read; one sentence. */
  readonly trouble?: string;
}

/** What Identity Center makes for its permission sets is none of the workshop's. */
const isOurs = (name: string) => !/^AWSSSO_[0-9a-f]{16}_DO_NOT_DELETE$/.test(name);

export const samlProviders = defineFact({
  name: 'the SAML providers',
  async gather(_, { aws }): Promise<SamlProvider[]> {
    const { iam } = aws();
    const { SAMLProviderList = [] } = await iam.ListSAMLProviders({});
    const arns = SAMLProviderList.flatMap(({ Arn }) => (Arn && isOurs(nameOf(Arn)) ? [Arn] : []));
    const found = await Promise.all(
      arns.map(async (arn) => {
        const answer = await orAbsent(iam.GetSAMLProvider({ SAMLProviderArn: arn }));
        return answer && read(arn, answer.SAMLMetadataDocument ?? '', answer.AssertionEncryptionMode ?? 'Allowed');
      }),
    );
    return found.flatMap((provider) => provider ?? []);
  },
});

export const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

function read(arn: string, document: string, encryption: string): SamlProvider {
  const provider = { arn, name: nameOf(arn), encryption, document };
  try {
    return { ...provider, metadata: readMetadata(document) };
  } catch (error) {
    return { ...provider, trouble: error instanceof Error ? error.message : String(error) };
  }
}
