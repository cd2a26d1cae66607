import { endpointConfig } from './endpoints.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}
export type CredentialProvider = () => Promise<Credentials>;

/** What a profile can say of where its credentials come from (AWS SDKs and Tools reference, "Settings reference"). */
const sources =
  /^(aws_access_key_id|aws_secret_access_key|credential_process|credential_source|role_arn|source_profile|sso_\w+|web_identity_token_file|login_session)$/;

/** The SDK's chain writes a warning of nine lines to standard error when a profile and keys are both set. */
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * The SDK's default chain. A profile that says where its credentials come from is not passed over when they do not
 * come: the chain would go on to those of the machine, which are somebody else's, and would not say why.
 */
export async function defaultChain(region: string, profile: string | undefined): Promise<CredentialProvider> {
  const { fromIni, fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const named = profile ?? (keysInEnvironment() ? undefined : 'default');
  const settings = named === undefined ? {} : await settingsOf(named);
  // STS has to be where the profile has it; other clients that a profile may need are somewhere else.
  const sts = settings['role_arn'] === undefined ? {} : await endpointConfig('sts', profile);
  const options = { ...(profile !== undefined && { profile }), clientConfig: { region, ...sts }, logger: quiet };
  return Object.keys(settings).some((key) => sources.test(key)) ? fromIni(options) : fromNodeProviderChain(options);
}

const keysInEnvironment = (): boolean =>
  Boolean(process.env['AWS_ACCESS_KEY_ID'] && process.env['AWS_SECRET_ACCESS_KEY']);

async function settingsOf(profile: string): Promise<Readonly<Record<string, string | undefined>>> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  return { ...configFile[profile], ...credentialsFile[profile] };
}
