import type { Service } from './surface.ts';

/** What the SDK's clients are told of where a service is. */
export interface EndpointConfig {
  readonly endpoint?: string;
  readonly ignoreConfiguredEndpointUrls?: true;
}

/**
 * Where the profile has the service. By itself the SDK looks at the profile of `AWS_PROFILE`, whichever profile a
 * client was given.
 */
export async function endpointConfig(service: Service, profile: string | undefined): Promise<EndpointConfig> {
  if (profile === undefined) return {};
  const endpoint = await endpointOf(service, profile);
  return endpoint === undefined ? { ignoreConfiguredEndpointUrls: true } : { endpoint };
}

/**
 * The address of a service by what a person configured, the first of: `AWS_ENDPOINT_URL_IAM`, `AWS_ENDPOINT_URL`, the
 * profile's `services` section, the profile's `endpoint_url`; undefined where AWS's own is meant (AWS SDKs and Tools
 * reference, "Service-specific endpoints").
 */
async function endpointOf(service: Service, profile: string): Promise<string | undefined> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const { env } = process;
  const settings = { ...credentialsFile[profile], ...configFile[profile] };
  if ((env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? settings['ignore_configured_endpoint_urls']) === 'true')
    return undefined;
  const name = service.replaceAll('-', '_');
  const section = configFile[`services.${settings['services'] ?? ''}`];
  return (
    env[`AWS_ENDPOINT_URL_${name.toUpperCase()}`] ||
    env['AWS_ENDPOINT_URL'] ||
    section?.[`${name}.endpoint_url`] ||
    settings['endpoint_url'] ||
    undefined
  );
}
