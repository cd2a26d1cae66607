import { quote, type Finding } from './judged.ts';
import { nearest } from '../text/near.ts';
import { relayFinding } from './relay-causes.ts';
import type { RelayExpected, RelayParts } from './relay-state.ts';

const consoles: Readonly<Record<string, string>> = {
  'console.aws.amazon.com': 'aws',
  'console.amazonaws-us-gov.com': 'aws-us-gov',
  'console.amazonaws.cn': 'aws-cn',
};

/**
 * The host of the relay state. The Connect administrator guide ("Configure SAML with IAM") has the commercial form and
 * GovCloud's, which names no Region; for other partitions there is none.
 */
function consoleHost({ partition, region }: Pick<RelayExpected, 'partition' | 'region'>): string | undefined {
  if (partition === 'aws-us-gov') return 'console.amazonaws-us-gov.com';
  return partition === 'aws' ? `${region}.console.aws.amazon.com` : undefined;
}

/** The workshop's relay state for an instance: exactly what belongs in the field; absent where AWS documents none. */
export function relayStateFor({
  region,
  instanceId,
  partition,
}: Pick<RelayExpected, 'region' | 'instanceId' | 'partition'>): string | undefined {
  const host = consoleHost({ partition, region });
  return host && `https://${host}/connect/federate/${instanceId}?destination=%2Fconnect%2Fccp`;
}

/** What is to be said of a partition's relay state where AWS documents none. */
export const undocumentedRelayState = (partition: string): string =>
  `AWS documents no relay state for the partition ${partition}`;

interface Host {
  /** Whether the path is worth reading: it is the console's, or was meant to be. */
  readonly isConsole: boolean;
  readonly found: Finding[];
}

/** Host names are compared without case; everything else in an address is compared as it is. */
export function judgeHost(parts: RelayParts, expected: RelayExpected, whole: string, address: string): Host {
  const at = parts.authority.lastIndexOf('@');
  const hostAndPort = parts.authority.slice(at + 1).toLowerCase();
  const [, host = hostAndPort, port] = /(.*?):(\d*)$/.exec(hostAndPort) ?? [];
  const found: Finding[] = [];
  if (at >= 0)
    found.push(
      relayFinding(
        'wrong',
        'user-information',
        'The relay state has a user name or an @ in front of the host name.',
        whole,
        address,
      ),
    );
  if (port !== undefined)
    found.push(
      relayFinding(
        port === '443' || port === '' ? 'odd' : 'wrong',
        'port',
        port === ''
          ? 'A colon follows the host name of the relay state, and no port.'
          : `The relay state names the port ${quote(port)}.`,
        whole,
        address,
      ),
    );
  const place = otherPlace(host, parts.path, expected);
  if (place !== undefined)
    return { isConsole: false, found: [...found, relayFinding('wrong', ...place, whole, address)] };
  return judgeConsole(host, expected, new URL(whole).host, found);
}

const portals = ['.awsapps.com', '.portal.amazonaws.com', '.app.aws'];

/** Addresses of the same workshop that belong elsewhere. */
function otherPlace(
  host: string,
  path: string,
  { accessUrl }: RelayExpected,
): ['access-url' | 'portal-url' | 'sign-in-url', string] | undefined {
  const access = accessUrl
    ?.replace(/^https?:\/\//i, '')
    .split('/', 1)[0]
    ?.toLowerCase();
  const isAccess = host.endsWith('.connect.aws') || (host.endsWith('.awsapps.com') && /^\/connect(?:\/|$)/i.test(path));
  const ofThis = host === access && !/^\/start/i.test(path);
  if (isAccess || ofThis)
    return [
      'access-url',
      "The relay state is an access URL of Amazon Connect; the sign-in has to go through the console's federate address.",
    ];
  if (host.startsWith('portal.sso.') || portals.some((domain) => host.endsWith(domain)))
    return [
      'portal-url',
      "The relay state is the AWS access portal's address, where the sign-in starts, not where it should end.",
    ];
  if (/^(?:[a-z0-9-]+\.)?signin\.(?:aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn)$/.test(host))
    return [
      'sign-in-url',
      "The relay state is the address of AWS's sign-in page, which belongs in the Application ACS URL field.",
    ];
  return undefined;
}

function judgeConsole(host: string, expected: RelayExpected, right: string, found: Finding[]): Host {
  const domain = Object.keys(consoles).find((name) => host === name || host.endsWith(`.${name}`));
  if (domain === undefined) {
    const meant = nearest(host, [right], 4) !== undefined || host.includes('console');
    const message = `The relay state names the host ${quote(host)}, which is not the AWS console's.`;
    return { isConsole: meant, found: [...found, relayFinding('wrong', 'other-host', message, right, host)] };
  }
  if (consoles[domain] !== expected.partition) {
    const message = `The relay state names the console of another AWS partition: ${quote(host)}.`;
    return { isConsole: true, found: [...found, relayFinding('wrong', 'other-partition', message, right, host)] };
  }
  const region = host === domain ? undefined : host.slice(0, -domain.length - 1);
  return { isConsole: true, found: [...found, ...judgeRegion(region, expected, right, host)] };
}

function judgeRegion(region: string | undefined, expected: RelayExpected, right: string, host: string): Finding[] {
  const govCloud = expected.partition === 'aws-us-gov';
  // The host that stands for a placeholder was already reported.
  if (region !== undefined && region.includes('placeholder0')) return [];
  if (region === undefined) {
    if (govCloud) return [];
    const means = 'The relay state names no Region, which means us-east-1';
    return expected.region === 'us-east-1'
      ? [relayFinding('odd', 'no-region', `${means}; it is better to name it.`, right, host)]
      : [
          relayFinding(
            'wrong',
            'no-region',
            `${means}, but the Connect instance is in ${expected.region}.`,
            right,
            host,
          ),
        ];
  }
  if (region.includes('.')) {
    const message = `The relay state names the host ${quote(host)}, which has more in front than a Region.`;
    return [relayFinding('wrong', 'other-host', message, right, host)];
  }
  if (region !== expected.region)
    return [
      relayFinding(
        'wrong',
        'other-region',
        `The relay state names the Region ${quote(region)}, but the Connect instance is in ${expected.region}.`,
        expected.region,
        region,
      ),
    ];
  return govCloud
    ? [
        relayFinding(
          'odd',
          'region-in-govcloud',
          `The GovCloud console's documented relay state has no Region in its host name.`,
          right,
          host,
        ),
      ]
    : [];
}
