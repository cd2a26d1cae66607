import { Misuse } from '../misuse.ts';
import { printable } from '../text/near.ts';
import type { Given } from './layers.ts';

/** `AWS_ENDPOINT_URL` and its forms for one service, which the SDK reads by itself. */
const variable = /^AWS_ENDPOINT_URL(_(STS|IAM|ORGANIZATIONS|SSO_ADMIN|CONNECT|IDENTITYSTORE|CLOUDTRAIL))?$/;

/** Refuses an endpoint that no request could be sent to: the SDK would find out in every call, and say nothing of why. */
export function insistOnEndpoints(env: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(env)) if (value && variable.test(name)) insistOnAddress(value, name);
}

/** The same of what a profile says, and of the `services` section that it names. */
export async function insistOnProfileEndpoints(profile: Given): Promise<void> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const name = profile.values.at(-1) ?? '';
  const { services, endpoint_url: all } = { ...credentialsFile[name], ...configFile[name] };
  const section = services === undefined ? {} : configFile[`services.${services}`];
  if (section === undefined)
    throw new Misuse(
      `AWS profile ${printable(name)}: there is no section [services ${printable(services ?? '')}], which it names.`,
    );
  if (all) insistOnAddress(all, `AWS profile ${printable(name)}, endpoint_url`);
  for (const [key, value] of Object.entries(section))
    if (value && key.endsWith('.endpoint_url'))
      insistOnAddress(value, `[services ${printable(services ?? '')}], ${printable(key.replace('.', ' '))}`);
}

function insistOnAddress(value: string, from: string): void {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return;
  throw new Misuse(`${from}: "${printable(value)}" is no address; one looks like http://127.0.0.1:4566.`);
}
