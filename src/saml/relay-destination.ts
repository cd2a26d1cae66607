import { nearest } from '../text/near.ts';
import { quote, type Finding } from './judged.ts';
import { relayFinding } from './relay-causes.ts';
import { attempt } from './attempt.ts';

const agentPages = ['/connect/ccp', '/connect/ccp-v2', '/ccp-v2', '/agent-app-v2', '/connect/agent-app-v2'];
const adminPages = ['/', '/connect/home', '/home', '/connect', '/connect/'];
const workshopDestination = '%2Fconnect%2Fccp';

interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** What the part after `?` (and after `#`) opens once the federate address was reached. */
export function judgeDestination(
  query: string,
  fragment: string,
  approvedOrigins: readonly string[] | undefined,
): Finding[] {
  const parameters = query === '' ? [] : query.slice(1).split('&').map(parameter);
  const destination = parameters.find(({ name }) => name === 'destination');
  const others = parameters.filter((one) => one !== destination && one.name !== '' && !isNewDomain(one));
  const found = destination === undefined ? [noDestination(others)] : judgePath(destination.value, approvedOrigins);
  const unexplained = destination === undefined ? others.filter(({ name }) => !meantDestination(name)) : others;
  if (unexplained.length > 0) {
    const names = unexplained.map(({ name }) => name).join(', ');
    found.push(
      relayFinding(
        'odd',
        'more-parameters',
        `The relay state also has ${quote(names)}, which the workshop does not ask for.`,
        undefined,
        names,
      ),
    );
  }
  if (fragment !== '')
    found.push(
      relayFinding(
        'odd',
        'fragment',
        `The relay state ends in ${quote(fragment)}, which is never sent to AWS.`,
        undefined,
        fragment,
      ),
    );
  return found;
}

function parameter(text: string): Parameter {
  const equals = text.indexOf('=');
  return equals < 0 ? { name: text, value: '' } : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

// Asked for when the instance moved from *.awsapps.com to *.my.connect.aws.
const isNewDomain = ({ name, value }: Parameter): boolean => name === 'new_domain' && value === 'true';

const meantDestination = (name: string): boolean => nearest(name, ['destination'], 3) !== undefined;

function noDestination(others: readonly Parameter[]): Finding {
  const opens = 'so the sign-in opens the administration page instead of the agent page';
  const meant = others.find(({ name }) => meantDestination(name));
  return meant === undefined
    ? relayFinding(
        'odd',
        'no-destination',
        `The relay state has no destination, ${opens}.`,
        `destination=${workshopDestination}`,
      )
    : relayFinding(
        'odd',
        'destination-name',
        `The relay state says ${quote(meant.name)} instead of "destination", ${opens}.`,
        'destination',
        meant.name,
      );
}

function judgePath(encoded: string, approvedOrigins: readonly string[] | undefined): Finding[] {
  const wrong = (
    cause: 'not-encoded' | 'double-encoded' | 'bad-encoding' | 'destination-slash',
    message: string,
  ): Finding[] => [relayFinding('wrong', cause, message, workshopDestination, encoded)];
  // Some documented destinations carry a query of their own behind the encoded path: %2Fagent-app-v2?VDIPlatform=…
  const path = encoded.split(/[?#]/, 1)[0] ?? '';
  if (path.includes('/'))
    return wrong('not-encoded', 'The path after destination= is not percent-encoded: each / has to be written %2F.');
  if (/%25/.test(path))
    return wrong('double-encoded', 'The path after destination= is percent-encoded twice: %252F where %2F should be.');
  const decoded = attempt<string | undefined>(
    () => decodeURIComponent(path),
    () => undefined,
  );
  if (decoded === undefined)
    return wrong('bad-encoding', 'The path after destination= is not percent-encoded correctly.');
  if (decoded === '')
    return [
      relayFinding(
        'odd',
        'no-destination',
        'The destination is empty, so the sign-in opens the administration page instead of the agent page.',
        workshopDestination,
        encoded,
      ),
    ];
  if (/^https?:/i.test(decoded)) return [external(decoded, approvedOrigins)];
  if (!decoded.startsWith('/'))
    return wrong(
      'destination-slash',
      'The path after destination= does not begin with a slash: it has to begin with %2F.',
    );
  return judgePage(decoded.split(/[?#]/, 1)[0] ?? '', encoded);
}

function judgePage(page: string, encoded: string): Finding[] {
  if (agentPages.some((agentPage) => page === agentPage || page.startsWith(`${agentPage}/`))) return [];
  if (adminPages.includes(page))
    return [
      relayFinding(
        'odd',
        'admin-destination',
        `The destination ${quote(page)} opens the administration page instead of the agent page.`,
        workshopDestination,
        encoded,
      ),
    ];
  const meant = nearest(page, agentPages, 2);
  if (meant !== undefined)
    return [
      relayFinding(
        'wrong',
        'destination-misspelt',
        `The destination ${quote(page)} is no page of Amazon Connect; the agent page is ${quote(meant)}.`,
        encodeURIComponent(meant),
        encoded,
      ),
    ];
  return [
    relayFinding(
      'odd',
      'other-destination',
      `The destination ${quote(page)} is none of the known agent pages.`,
      workshopDestination,
      encoded,
    ),
  ];
}

function external(address: string, approvedOrigins: readonly string[] | undefined): Finding {
  const origin = originOf(address);
  if (
    origin !== undefined &&
    approvedOrigins !== undefined &&
    !approvedOrigins.some((approved) => originOf(approved) === origin)
  )
    return relayFinding(
      'wrong',
      'not-approved',
      `The destination is the site ${quote(origin)}, which is not among the approved origins of the instance.`,
      approvedOrigins.join(', '),
      address,
    );
  return relayFinding(
    'odd',
    'external-destination',
    `The destination is another site, ${quote(address)}, instead of the agent page; that works only for an approved origin of the instance.`,
    workshopDestination,
    address,
  );
}

/** AWS upgrades http to https, so the scheme does not tell two origins apart. */
const originOf = (address: string): string | undefined =>
  attempt<string | undefined>(
    () => `https://${new URL(/^[a-z]+:\/\//i.test(address) ? address : `https://${address}`).host}`,
    () => undefined,
  );
