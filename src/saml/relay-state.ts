import { difference, nearest, oddities, placeholders, skeleton } from '../text/near.ts';
import { judged, longestValue, quote, type Finding, type Judged } from './judged.ts';
import { relayFinding } from './relay-causes.ts';
import { judgeDestination } from './relay-destination.ts';
import { judgeHost, relayStateFor } from './relay-host.ts';

export { relayCauses } from './relay-causes.ts';
export { relayStateFor, undocumentedRelayState } from './relay-host.ts';

/** The instance that the relay state has to name. */
export interface RelayExpected {
  readonly region: string;
  readonly instanceId: string;
  readonly instanceArn: string;
  readonly partition: string;
  readonly alias?: string;
  readonly accessUrl?: string;
  /** Absent when they were not read. */
  readonly approvedOrigins?: readonly string[];
}

/**
 * Whether a relay state takes the sign-in to this instance's agent page, and what differs from the workshop's; undefined
 * where AWS documents none.
 */
export function judgeRelayState(value: string, expected: RelayExpected): Judged | undefined {
  const whole = relayStateFor(expected);
  if (whole === undefined) return undefined;
  if (value === whole) return judged([]);
  if (value.trim() === '') return judged([relayFinding('wrong', 'empty', 'The relay state is empty.', whole, value)]);
  if (value.length > longestValue)
    return judged([
      relayFinding(
        'wrong',
        'too-long',
        'The relay state is far longer than an address.',
        whole,
        `${value.slice(0, 200)}…`,
      ),
    ]);
  const { address, found } = cleaned(value, whole);
  return judged([...found, ...judgeAddress(address, expected, whole)]);
}

/** The address inside what was typed, and what had to be taken away to see it. */
function cleaned(value: string, whole: string): { address: string; found: Finding[] } {
  const found: Finding[] = [];
  const note = (severity: Finding['severity'], cause: Parameters<typeof relayFinding>[1], message: string): void => {
    found.push(relayFinding(severity, cause, message, whole, value));
  };
  let address = value.trim();
  if (address !== value)
    note('odd', 'white-space', `The relay state has white space around it: ${oddities(value).join(', ') || 'blanks'}.`);
  const plain = skeleton(address);
  if (plain !== address) {
    note(
      'wrong',
      'look-alike',
      `The relay state contains ${oddities(address).join(', ') || 'characters that only look right'}.`,
    );
    address = plain.trim();
  }
  const quoted = /^["'`<([]+(https?:.*?)["'`>)\]]+$/is.exec(address) ?? /^["'`]*(https?:.*?)["'`]*$/is.exec(address);
  const [, inside = address] = quoted ?? [];
  if (inside !== address) {
    note(
      'wrong',
      'quotes',
      'The relay state stands in quotation marks or brackets; only the address itself belongs in the field.',
    );
    address = inside;
  }
  if (address.includes('\\')) {
    note('wrong', 'backslash', `The relay state contains a backslash, pasted from the workshop's text.`);
    address = address.replaceAll('\\', '');
  }
  if (/&amp;/i.test(address)) {
    note('odd', 'html-escaped', 'The relay state has &amp; where & belongs, so what follows it is not read.');
    address = address.replace(/&amp;/gi, '&');
  }
  return { address, found };
}

function judgeAddress(address: string, expected: RelayExpected, whole: string): Finding[] {
  const wrong = (cause: Parameters<typeof relayFinding>[1], message: string): Finding =>
    relayFinding('wrong', cause, message, whole, address);
  if (isSample(address) && !isSample(expected.instanceArn))
    return [wrong('sample', "The relay state is the workshop author's own example, not the address of your instance.")];
  const left = placeholders(address);
  const notReplaced =
    left.length === 0
      ? []
      : [wrong('placeholder', `The relay state still contains the placeholder ${left.map(quote).join(' and ')}.`)];
  const inner = /\s/.test(address.replace(/<[^<>]*>/g, ''))
    ? [relayFinding('wrong', 'white-space', 'The relay state contains white space.', whole, address)]
    : [];
  if (secondAddress(address))
    return [
      ...notReplaced,
      /^https?:\/\//i.test(address)
        ? wrong('two-addresses', 'The relay state holds more than one address.')
        : wrong('text-before', `Text stands before the address: ${quote(address.split(/https?:\/\//i, 1)[0] ?? '')}.`),
    ];
  const parts = split(left.reduce((text, one) => text.replaceAll(one, replaced), address).replace(/\s/g, ''));
  if (parts === undefined) return [...notReplaced, ...inner, noAddress(address, expected, whole)];
  const host = judgeHost(parts, expected, whole, address);
  const found = [...notReplaced, ...inner, ...judgeScheme(parts.scheme, whole, address), ...host.found];
  if (!host.isConsole) return found;
  found.push(...judgePath(parts.path, expected, whole, address));
  // Of another page's parameters there is nothing to say.
  const federated =
    parts.path.toLowerCase().startsWith(federate) &&
    !found.some(({ difference }) => difference.code === 'no-question-mark');
  return federated ? [...found, ...judgeDestination(parts.query, parts.fragment, expected.approvedOrigins)] : found;
}

// Stands for a placeholder once it was reported, so that nothing else is said of it.
const replaced = 'placeholder0';

const isSample = (text: string): boolean =>
  text.includes('9690dd9b-3de7-4097-b4d9-67829f7c8fur') || text.includes('257804509653');

const secondAddress = (address: string): boolean =>
  (address.split(/[?&]destination=/i, 1)[0] ?? '').search(/.https?:\/\//is) >= 0 ||
  /destination=[^&]*[^=]https?:\/\//i.test(address);

export interface RelayParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

function split(address: string): RelayParts | undefined {
  const [, scheme, authority, path = '', query = '', fragment = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)([^?#]*)(\?[^#]*)?(#.*)?/is.exec(address) ?? [];
  return scheme === undefined || authority === undefined
    ? undefined
    : { scheme: scheme.toLowerCase(), authority, path, query, fragment };
}

function noAddress(address: string, expected: RelayExpected, whole: string): Finding {
  const wrong = (cause: Parameters<typeof relayFinding>[1], message: string): Finding =>
    relayFinding('wrong', cause, message, whole, address);
  if (/^https?%3A/i.test(address))
    return wrong('encoded', 'The whole relay state is percent-encoded; only the path after destination= must be.');
  if (/arn:/i.test(address))
    return wrong(
      'arn-for-id',
      "The relay state is an ARN, not an address; only the instance's id, within the address, is needed.",
    );
  if (address.toLowerCase() === expected.instanceId.toLowerCase())
    return wrong('no-address', 'The relay state is only the instance id; the whole address belongs in the field.');
  if (/^[a-z]*:?\/*[a-z0-9-]*\.?console\./i.test(address))
    return wrong('no-scheme', 'The relay state does not begin with https://.');
  return wrong('no-address', `The relay state is not an address: ${quote(address)}.`);
}

function judgeScheme(scheme: string, whole: string, address: string): Finding[] {
  if (scheme === 'https') return [];
  return scheme === 'http'
    ? [relayFinding('wrong', 'http', 'The relay state begins with http:// instead of https://.', whole, address)]
    : [
        relayFinding(
          'wrong',
          'no-scheme',
          `The relay state begins with ${quote(`${scheme}://`)} instead of https://.`,
          whole,
          address,
        ),
      ];
}

const federate = '/connect/federate/';

function judgePath(path: string, expected: RelayExpected, whole: string, address: string): Finding[] {
  const wrong = (cause: Parameters<typeof relayFinding>[1], message: string): Finding[] => [
    relayFinding('wrong', cause, message, whole, address),
  ];
  if (path.startsWith(federate)) return judgeInstance(path.slice(federate.length), expected);
  if (path === '' || path === '/')
    return wrong(
      'path',
      'The relay state ends after the host name: /connect/federate/ and the instance id are missing.',
    );
  if (path === federate.slice(0, -1)) return wrong('no-instance', 'The relay state names no Connect instance.');
  if (path.toLowerCase().startsWith(federate))
    return wrong(
      'path-case',
      `The path of the relay state differs in upper and lower case: ${difference(federate, path.slice(0, federate.length))}.`,
    );
  if (
    /^\/(?:connect\/(?:v2|home|onboarding|instances)|console|singlesignon|iam)(?:\/|$)/i.test(path) ||
    path === '/connect'
  )
    return wrong(
      'console-url',
      "The relay state is an address copied from the console's own pages, not the federate address.",
    );
  return wrong(
    'path',
    `The path of the relay state has to be ${federate} followed by the instance id, and is ${quote(path)}.`,
  );
}

function judgeInstance(id: string, expected: RelayExpected): Finding[] {
  const { instanceId, alias } = expected;
  if (id === instanceId || id.includes(replaced)) return [];
  const wrong = (cause: Parameters<typeof relayFinding>[1], message: string): Finding[] => [
    relayFinding('wrong', cause, message, instanceId, id),
  ];
  if (id === '') return wrong('no-instance', 'The relay state names no Connect instance.');
  if (/^(?:arn(?::|%3A)|instance(?:\/|%2F))/i.test(id))
    return wrong(
      'arn-for-id',
      "The relay state holds an instance ARN; only the id, the ARN's last part, belongs there.",
    );
  if (alias !== undefined && id.toLowerCase() === alias.toLowerCase())
    return wrong(
      'alias-for-id',
      `The relay state holds the instance's alias ${quote(id)}; the instance id belongs there.`,
    );
  if (id === `${instanceId}/`) return wrong('trailing-slash', 'A slash follows the instance id in the relay state.');
  if (id.toLowerCase() === instanceId.toLowerCase())
    return wrong('instance-case', `The instance id in the relay state ${difference(instanceId, id)}.`);
  if (id.startsWith(instanceId) && /^(?:&|%3F|%26|destination)/i.test(id.slice(instanceId.length)))
    return wrong('no-question-mark', 'No question mark follows the instance id in the relay state.');
  if (/^\d{4}-?\d{4}-?\d{4}$/.test(id))
    return wrong('account-for-id', 'The relay state holds an account id; the instance id belongs there.');
  if (nearest(id, [instanceId]) !== undefined)
    return wrong(
      'other-instance',
      `The instance id in the relay state is not quite right: ${difference(instanceId, id)}.`,
    );
  return wrong(
    'other-instance',
    `The relay state names ${quote(id)}, which is not the Connect instance ${instanceId}.`,
  );
}
