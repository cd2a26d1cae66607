import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { base64, signedResponse, signInHar } from '../saml/sign.ts';

/** Secrets as they come near the tool; none of them may be seen again. */
export const planted = {
  secretKey: 'wJalrXUtnFEMI/K7MDENG+PLANTEDsecretKEY',
  sessionToken: 'IQoJb3JpZ2luX2VjPLANTEDsessionTOKEN//////////',
  /** In the address that Amazon Connect sends an agent on with. */
  federationToken: 'PLANTEDfederationTOKEN',
  cookie: 'PLANTEDcookie',
  password: 'PLANTEDpassw0rd!',
  proxy: 'PLANTEDproxyPassword',
};

export const response = signedResponse();
/** The parts of a signed response with which somebody else could sign in. */
const signature = /<ds:SignatureValue>([^<]{40})/.exec(response)?.[1] ?? '';

/** A browser's log of a sign-in, with everything in it that browsers log. */
export function capture(): string {
  const log = JSON.parse(signInHar(response)) as { log: { entries: { request: Record<string, unknown> }[] } };
  for (const { request } of log.log.entries) {
    request['cookies'] = [{ name: 'session', value: planted.cookie }];
    request['headers'] = [
      { name: 'Cookie', value: `session=${planted.cookie}` },
      { name: 'Authorization', value: planted.password },
    ];
  }
  log.log.entries.unshift({
    request: {
      method: 'POST',
      url: 'https://signin.example.com/',
      postData: { text: `user=a&password=${planted.password}` },
    },
    response: { status: 200 },
  } as never);
  return JSON.stringify(log).replaceAll('token=secret', `token=${planted.federationToken}`);
}

const secrets: Readonly<Record<string, string>> = {
  ...planted,
  signature,
  'the whole response': base64(response).slice(200, 300),
  'the response, in other clothes': encodeURIComponent(base64(response)).slice(200, 300),
};

/** The names of the secrets that a text gives away, plainly or encoded. */
export const givenAway = (text: string): string[] =>
  Object.entries(secrets).flatMap(([name, secret]) =>
    [secret, encodeURIComponent(secret), base64(secret).slice(0, -4), JSON.stringify(secret).slice(1, -1)].some(
      (form) => text.includes(form),
    )
      ? [name]
      : [],
  );

export interface Written {
  readonly path: string;
  readonly mode: number;
  readonly text: string;
}

/** Every file in a folder, but for those that the test has put there itself. */
export const filesIn = (folder: string, ...own: readonly string[]): Written[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !own.includes(path))
    .map((path) => ({ path, stat: statSync(join(folder, path)) }))
    .filter(({ stat }) => stat.isFile())
    .map(({ path, stat }) => ({ path, mode: stat.mode & 0o777, text: readFileSync(join(folder, path), 'utf8') }));
