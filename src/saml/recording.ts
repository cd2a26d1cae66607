import { attempt } from './attempt.ts';
import { SamlError } from './xml.ts';

/** A SAML response as it was sent, and what the recording shows around it. */
export interface Recorded {
  readonly xml: string;
  readonly at?: Date;
  readonly relayState?: string;
  readonly postedTo?: string;
  readonly followed: readonly { readonly url: string; readonly status: number }[];
}

const howToRecord =
  'record again with "Preserve log" switched on, from the click on the application in the access portal on';

/** Reads a HAR file or an export of the browser extension SAML-tracer, which are both JSON. */
export function readRecording(text: string): Recorded & { format: 'har' | 'saml-tracer'; older: readonly Recorded[] } {
  const json = attempt<unknown>(
    () => JSON.parse(text),
    () => {
      throw new SamlError('The recording is not valid JSON: it is cut off or was edited.');
    },
  );
  const entries = list(member(member(json, 'log'), 'entries'));
  if (entries !== undefined) return { format: 'har', ...newest(entries.map(harStep), 'HAR file') };
  const requests = list(member(json, 'requests'));
  if (requests !== undefined)
    return { format: 'saml-tracer', ...newest(requests.map(tracerStep), 'SAML-tracer export') };
  throw new SamlError('This is JSON, but neither a HAR file nor an export of SAML-tracer.');
}

/** One request of the browser. */
interface Step {
  readonly url: string;
  readonly status: number;
  readonly at?: Date;
  readonly samlResponse?: string;
  readonly relayState?: string;
  readonly hasRequest: boolean;
}

// Recordings come from anywhere: every member may be missing or of another type, and names such as __proto__ are only names.
const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
const list = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined);
const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

function harStep(entry: unknown): Step {
  const request = member(entry, 'request');
  const started = new Date(string(member(entry, 'startedDateTime')) ?? Number.NaN);
  return {
    url: string(member(request, 'url')) ?? '',
    status: number(member(member(entry, 'response'), 'status')),
    ...(Number.isNaN(started.getTime()) ? {} : { at: started }),
    ...formOf(member(request, 'postData')),
  };
}

type Form = Pick<Step, 'samlResponse' | 'relayState' | 'hasRequest'>;

function form(field: (name: string) => string | undefined): Form {
  const [samlResponse, relayState] = [field('SAMLResponse'), field('RelayState')];
  return {
    hasRequest: field('SAMLRequest') !== undefined,
    ...(samlResponse === undefined ? {} : { samlResponse }),
    ...(relayState === undefined ? {} : { relayState }),
  };
}

/** The text is what was sent, always URL-encoded, by some proxies in base64; browsers differ in whether the parameters beside it are. */
function formOf(postData: unknown): Form {
  const text = string(member(postData, 'text')) ?? '';
  const isBase64 = member(postData, 'encoding') === 'base64';
  const sent = isBase64 ? Buffer.from(text, 'base64').toString('latin1') : text;
  if (/(?:^|&)SAMLRe(?:sponse|quest)=/.test(sent)) {
    const fields = new URLSearchParams(sent);
    return form((name) => fields.get(name) ?? undefined);
  }
  const parameters = list(member(postData, 'params')) ?? [];
  const raw = (name: string): string | undefined =>
    string(
      member(
        parameters.find((one) => member(one, 'name') === name),
        'value',
      ),
    );
  const encoded = raw('SAMLResponse')?.includes('%') === true;
  return form((name) => {
    const value = raw(name);
    return encoded && value !== undefined ? (new URLSearchParams(`value=${value}`).get('value') ?? undefined) : value;
  });
}

/** SAML-tracer keeps the form as pairs, decoded, and the message once more as XML, which its export filters leave readable. */
function tracerStep(request: unknown): Step {
  const pairs = list(member(request, 'post')) ?? [];
  const posted = (name: string): string | undefined =>
    string(list(pairs.find((pair) => list(pair)?.[0] === name))?.[1]);
  const data = member(request, 'postData');
  const fields = form((name) => posted(name) ?? string(list(member(data, name))?.[0]));
  const message = string(member(request, 'saml'));
  const step = { url: string(member(request, 'url')) ?? '', status: number(member(request, 'responseStatus')) };
  if (fields.samlResponse === undefined || message === undefined || decodeMessage(fields.samlResponse) !== undefined)
    return { ...step, ...fields };
  // The export hid the form's values, the relay state among them: what stands there now was never sent.
  return { ...step, hasRequest: fields.hasRequest, samlResponse: message };
}

/** The newest sign-in, and those before it, newest first, as far as they can be read. */
function newest(steps: readonly Step[], what: string): Recorded & { older: readonly Recorded[] } {
  const answers = steps.filter(({ samlResponse }) => samlResponse !== undefined);
  if (answers.length === 0) {
    const request = steps.some(({ hasRequest }) => hasRequest) ? ' (only a SAML request)' : '';
    throw new SamlError(`The ${what} holds no SAML response${request}: ${howToRecord}.`);
  }
  const best = Math.max(...answers.map(rank));
  const [chosen, ...before] = answers
    .filter((step) => rank(step) === best)
    .reduce<Step[]>((sorted, step) => {
      const at = sorted.findIndex((other) => isLater(step, other));
      return sorted.toSpliced(at < 0 ? sorted.length : at, 0, step);
    }, []);
  const found = chosen && recordedAs(chosen, steps);
  if (!found)
    throw new SamlError(`The SAML response in the ${what} is not base64 of XML: it was shortened or made unreadable.`);
  return { ...found, older: before.slice(0, mostOlder).flatMap((step) => recordedAs(step, steps) ?? []) };
}

// Nobody signs in more often in one recording.
const mostOlder = 20;

function recordedAs(chosen: Step, steps: readonly Step[]): Recorded | undefined {
  const xml = decodeMessage(chosen.samlResponse ?? '');
  if (xml === undefined) return undefined;
  return {
    xml,
    followed: followers(steps, chosen),
    ...(chosen.url === '' ? {} : { postedTo: withoutSecrets(chosen.url) }),
    ...(chosen.at === undefined ? {} : { at: chosen.at }),
    ...(chosen.relayState === undefined ? {} : { relayState: chosen.relayState }),
  };
}

const isLater = (step: Step, other: Step): boolean =>
  step.at === undefined || other.at === undefined || step.at >= other.at;

/** With an external identity source there are two responses: the one to Identity Center comes first, the one to AWS counts. */
function rank({ url }: Step): number {
  const { host, pathname } = partsOf(url);
  if (host.endsWith('.sign-in.connect.aws')) return 3;
  if (!/(?:^|\.)signin\.(?:aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn)$/.test(host)) return 2;
  return /^\/saml(?:\/|$)/.test(pathname) ? 3 : 1;
}

const partsOf = (url: string): { host: string; pathname: string } =>
  attempt<{ host: string; pathname: string }>(
    () => new URL(url),
    () => ({ host: '', pathname: '' }),
  );

/** AWS's answer to the post first, then whatever came later, up to the next sign-in. */
function followers(steps: readonly Step[], posted: Step): Recorded['followed'] {
  const from = steps.indexOf(posted);
  const later = steps.filter((step, index) =>
    step.at !== undefined && posted.at !== undefined
      ? step.at > posted.at || (step.at.getTime() === posted.at.getTime() && index > from)
      : index > from,
  );
  const inOrder = later.toSorted((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0));
  const next = inOrder.findIndex((step) => step.samlResponse !== undefined && rank(step) >= rank(posted));
  const own = next < 0 ? inOrder : inOrder.slice(0, next);
  return [posted, ...own].map(({ url, status }) => ({ url: withoutSecrets(url), status }));
}

/** Sign-in addresses carry tokens in their query; only the federate address's query says something that is needed. */
function withoutSecrets(url: string): string {
  return /^https:\/\/[^/?#]*\/connect\/federate\//.test(url) ? url : (url.split(/[?#]/, 1)[0] ?? '');
}

/** The XML inside a SAMLResponse: base64 (line-wrapped, URL-encoded or URL-safe, too), or the XML itself. */
export function decodeMessage(message: string): string | undefined {
  const trimmed = message.trim();
  if (trimmed.startsWith('<')) return trimmed;
  const plain = attempt(
    () => decodeURIComponent(trimmed),
    () => trimmed,
  );
  // A plus sign that was not encoded arrives as a blank. Line breaks and the URL-safe alphabet Node reads as they are.
  const base64 = plain.replaceAll(' ', '+');
  if (!/^[\w+/=\r\n\t-]+$/.test(base64)) return undefined;
  const xml = attempt<string | undefined>(
    () => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64')),
    () => undefined,
  );
  return xml?.trimStart().startsWith('<') === true ? xml : undefined;
}
