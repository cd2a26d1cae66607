import { Misuse } from '../misuse.ts';
import { printable } from '../text/near.ts';

/** `AWS_ENDPOINT_URL` and its forms for one service, which the SDK reads by itself. */
const variable = /^AWS_ENDPOINT_URL(_(STS|IAM|ORGANIZATIONS|SSO_ADMIN|CONNECT|IDENTITYSTORE|CLOUDTRAIL))?$/;

/** Refuses an endpoint that no request could be sent to: the SDK would find out in every call, and say nothing of why. */
export function insistOnEndpoints(env: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(env)) {
    if (!value || !variable.test(name)) continue;
    if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) continue;
    throw new Misuse(`${name}: "${printable(value)}" is no address; one looks like http://127.0.0.1:4566.`);
  }
}
