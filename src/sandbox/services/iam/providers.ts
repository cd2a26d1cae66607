import {
  CreateSAMLProvider$,
  DeleteSAMLProvider$,
  GetSAMLProvider$,
  ListSAMLProviders$,
  UpdateSAMLProvider$,
} from '@aws-sdk/client-iam';
import { metadataFault } from '../../metadata.ts';
import { upperId } from '../../ids.ts';
import { type Answers, type Context, invalid, own } from '../../service.ts';
import { AwsError } from '../../wire.ts';
import type { SamlProvider } from '../../world.ts';
import { alreadyExists, iamArn, noSuchEntity, type Reads, sameName, type Writes } from './common.ts';

const providerArn = (aws: Context, name: string): string => iamArn(aws, 'saml-provider', '/', name);

function requireProvider(aws: Context, arn: string): { name: string; provider: SamlProvider } {
  const name = arn.slice(arn.indexOf('/') + 1);
  const provider = own(aws.home.iam.samlProviders, name);
  if (!provider || providerArn(aws, name) !== arn) throw noSuchEntity(`Manifest not found for arn ${arn}`);
  return { name, provider };
}

/** ValidUntil is a hundred years off, whatever the certificates say (AWS CLI examples). */
function validUntil(createDate: string): Date {
  const date = new Date(createDate);
  date.setUTCFullYear(date.getUTCFullYear() + 100);
  return date;
}

function checkMetadata(aws: Context, text: string): void {
  if (text.length < 1000 || text.length > 10_000_000) {
    throw invalid(
      aws,
      "1 validation error detected: Value at 'sAMLMetadataDocument' failed to satisfy constraint: " +
        `Member must have length ${text.length < 1000 ? 'greater than or equal to 1000' : 'less than or equal to 10000000'}`,
    );
  }
  const fault = metadataFault(text);
  if (fault !== undefined) throw new AwsError('InvalidInputException', fault);
}

export const providerReads = {
  ListSAMLProviders: [
    ListSAMLProviders$,
    (aws) => ({
      SAMLProviderList: Object.entries(aws.home.iam.samlProviders).map(([name, { createDate }]) => ({
        Arn: providerArn(aws, name),
        ValidUntil: validUntil(createDate),
        CreateDate: new Date(createDate),
      })),
    }),
  ],
  GetSAMLProvider: [
    GetSAMLProvider$,
    (aws, { SAMLProviderArn }) => {
      const { provider } = requireProvider(aws, SAMLProviderArn);
      return {
        SAMLProviderUUID: provider.uuid,
        SAMLMetadataDocument: provider.metadata,
        CreateDate: new Date(provider.createDate),
        ValidUntil: validUntil(provider.createDate),
        Tags: [],
        ...(provider.assertionEncryptionMode === undefined
          ? {}
          : { AssertionEncryptionMode: provider.assertionEncryptionMode as 'Required' | 'Allowed' }),
        PrivateKeyList: [],
      };
    },
  ],
} satisfies Partial<Answers<Reads>>;

export const providerWrites = {
  CreateSAMLProvider: [
    CreateSAMLProvider$,
    (aws, { Name, SAMLMetadataDocument, AssertionEncryptionMode }) => {
      if (!/^[\w._-]{1,128}$/.test(Name)) throw invalid(aws, `The name ${Name} is not valid for a SAML provider.`);
      checkMetadata(aws, SAMLMetadataDocument);
      const providers = aws.home.iam.samlProviders;
      if (sameName(providers, Name) !== undefined) {
        throw alreadyExists(`SAMLProvider with name ${Name} already exists.`);
      }
      if (Object.keys(providers).length >= 100) {
        throw new AwsError('LimitExceededException', 'Cannot exceed quota for SAMLProvidersPerAccount: 100');
      }
      providers[Name] = {
        metadata: SAMLMetadataDocument,
        ...(AssertionEncryptionMode === undefined ? {} : { assertionEncryptionMode: AssertionEncryptionMode }),
        uuid: `SAMLP${upperId(17, aws.random)}`,
        createDate: aws.now.toISOString(),
      };
      return { SAMLProviderArn: providerArn(aws, Name), Tags: [] };
    },
  ],
  UpdateSAMLProvider: [
    UpdateSAMLProvider$,
    (aws, { SAMLProviderArn, SAMLMetadataDocument, AssertionEncryptionMode }) => {
      const { provider } = requireProvider(aws, SAMLProviderArn);
      if (SAMLMetadataDocument !== undefined) {
        checkMetadata(aws, SAMLMetadataDocument);
        provider.metadata = SAMLMetadataDocument;
      }
      if (AssertionEncryptionMode !== undefined) provider.assertionEncryptionMode = AssertionEncryptionMode;
      return { SAMLProviderArn };
    },
  ],
  DeleteSAMLProvider: [
    DeleteSAMLProvider$,
    (aws, { SAMLProviderArn }) => {
      // Roles that trust it do not stand in the way, and stop working ("any attempt to assume a role … fails").
      delete aws.home.iam.samlProviders[requireProvider(aws, SAMLProviderArn).name];
      return {};
    },
  ],
} satisfies Partial<Answers<Writes>>;
