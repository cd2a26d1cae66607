import type { WireRequest, WireResponse } from '../../src/sandbox/wire.ts';
import { awsModel, type Finding, type Model, type ModelOperation } from './aws-model.ts';
import { readForm } from './form.ts';
import { scalar } from './scalar.ts';
import { child, parseXml, readXml } from './xml.ts';

const services: Readonly<Record<string, string>> = {
  sts: 'sts',
  organizations: 'organizations',
  sso: 'sso-admin',
  identitystore: 'identitystore',
  iam: 'iam',
  connect: 'connect',
  cloudtrail: 'cloudtrail',
};

/** What any operation may answer, whatever its own list says (each service's "Common Errors"). */
const common =
  /^(AccessDenied(Exception)?|Throttling(Exception)?|TooManyRequestsException|ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|MissingAuthenticationToken(Exception)?|Validation(Error|Exception)|ServiceFailure(Exception)?|Internal\w*|InvalidAction|UnknownOperationException|SerializationException|MalformedInput|InvalidRequestException)$/;

/** An answer that says that the request is not as the model wants it: then it need not be. */
const refusesForm =
  /^(Validation|Invalid|Malformed|Serialization|LimitExceeded|EntityTooLarge|UnknownOperation|MissingAuth)/;

/** What AWS's own model finds wrong with a request and its answer. */
export function judge(request: WireRequest, response: WireResponse): string[] {
  const service =
    services[/Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers['authorization'] ?? '')?.[1] ?? ''];
  if (!awsModel || !service || response.broken || response.headers['content-type'] === 'text/html') return [];
  const model = awsModel.loadModel(service);
  const [name, operation, labels] = operationOf(model, request);
  if (!operation) return [];
  const code = response.statusCode < 300 ? undefined : errorCode(model, response);
  const findings: [string, Finding][] = [];
  if (code === undefined || !refusesForm.test(code))
    for (const finding of ofRequest(model, operation, labels, request)) findings.push(['request', finding]);
  if (code === undefined)
    for (const finding of ofAnswer(model, name, operation, response)) findings.push(['answer', finding]);
  else if (!common.test(code) && !modelled(model, operation).includes(code))
    findings.push(['answer', { path: code, kind: 'error-not-modelled' }]);
  return findings.map(([half, { path, kind, detail = '' }]) =>
    `${service} ${name} ${half}: ${path} ${kind} ${detail}`.trim(),
  );
}

type Labels = Readonly<Record<string, string>>;
type Found = readonly [name: string, operation: ModelOperation | undefined, labels: Labels];

function operationOf(model: Model, { method, path, headers, body }: WireRequest): Found {
  const { protocol } = model.metadata;
  if (protocol !== 'rest-json') {
    const name =
      protocol === 'query' ? new URLSearchParams(body).get('Action') : headers['x-amz-target']?.split('.').at(-1);
    return [name ?? '', Object.hasOwn(model.operations, name ?? '') ? model.operations[name ?? ''] : undefined, {}];
  }
  for (const [name, operation] of Object.entries(model.operations)) {
    if (operation.http.method !== method) continue;
    const names = [...operation.http.requestUri.matchAll(/\{(\w+)\+?\}/g)].map(([, label = '']) => label);
    const found = new RegExp(`^${operation.http.requestUri.replaceAll(/\{\w+\+?\}/g, '([^/]+)')}$`).exec(path);
    if (found)
      return [
        name,
        operation,
        Object.fromEntries(names.map((label, i) => [label, decodeURIComponent(found[i + 1] ?? '')])),
      ];
  }
  return ['', undefined, {}];
}

function ofRequest(model: Model, { input }: ModelOperation, labels: Labels, request: WireRequest): Finding[] {
  if (!awsModel || !input) return [];
  if (model.metadata.protocol === 'query') {
    const { value, findings } = readForm(model, input.shape, request.body);
    return [...findings, ...awsModel.validate(model, input.shape, value)];
  }
  const value: Record<string, unknown> =
    request.body === '' ? {} : (JSON.parse(request.body) as Record<string, unknown>);
  for (const [name, { location, locationName = name, shape }] of Object.entries(
    model.shapes[input.shape]?.members ?? {},
  )) {
    const type = model.shapes[shape]?.type ?? 'string';
    if (location === 'uri' && labels[locationName] !== undefined)
      value[locationName] = scalar(type, labels[locationName]);
    const asked = location === 'querystring' ? request.query[locationName] : undefined;
    if (asked === undefined || asked === null) continue;
    const all = [asked].flat().map((each) => scalar(model.shapes[shape]?.member ? 'string' : type, each));
    value[locationName] = type === 'list' ? all : all[0];
  }
  return awsModel.validate(model, input.shape, value, input.shape, 'wire');
}

function ofAnswer(model: Model, name: string, { output }: ModelOperation, { body }: WireResponse): Finding[] {
  if (!awsModel || !output) return [];
  if (model.metadata.protocol !== 'query')
    return awsModel.validate(model, output.shape, JSON.parse(body || '{}'), output.shape, 'wire');
  const result = child(child(parseXml(body), `${name}Response`), output.resultWrapper ?? `${name}Result`);
  if (!result) return [{ path: name, kind: 'no-result-element' }];
  const { value, findings } = readXml(model, output.shape, result);
  return [...findings, ...awsModel.validate(model, output.shape, value)];
}

function errorCode(model: Model, { headers, body }: WireResponse): string {
  if (model.metadata.protocol === 'query')
    return child(child(child(parseXml(body), 'ErrorResponse'), 'Error'), 'Code')?.text ?? '';
  const named = headers['x-amzn-errortype'] ?? (JSON.parse(body) as Record<string, string | undefined>)['__type'] ?? '';
  return named.split('#').at(-1) ?? '';
}

const modelled = (model: Model, { errors = [] }: ModelOperation): string[] =>
  errors.map(({ shape }) => model.shapes[shape]?.error?.code ?? shape);
