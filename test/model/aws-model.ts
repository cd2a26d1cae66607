import { existsSync } from 'node:fs';

export interface Member {
  readonly shape: string;
  readonly location?: string;
  readonly locationName?: string;
}
export interface ModelShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: Member;
  readonly key?: Member;
  readonly value?: Member;
  readonly document?: boolean;
  readonly enum?: readonly string[];
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
}
export interface ModelOperation {
  readonly http: { readonly method: string; readonly requestUri: string };
  readonly input?: { readonly shape: string };
  readonly output?: { readonly shape: string; readonly resultWrapper?: string };
  readonly errors?: readonly { readonly shape: string }[];
}
export interface Model {
  readonly metadata: { readonly protocol: string; readonly targetPrefix?: string };
  readonly operations: Readonly<Record<string, ModelOperation>>;
  readonly shapes: Readonly<Record<string, ModelShape>>;
}
export interface Finding {
  readonly path: string;
  readonly kind: string;
  readonly detail?: string;
}
interface Validator {
  loadModel(service: string): Model;
  validate(model: Model, shape: string, value: unknown, path?: string, mode?: 'wire' | 'js'): Finding[];
}

/** AWS's own service models and a validator for them, where a developer has them; the package does not ship them. */
const place = process.env['AWS_MODEL'] ?? new URL('../../../shared/aws-model/validate.mjs', import.meta.url).pathname;

export const awsModel: Validator | undefined = existsSync(place) ? ((await import(place)) as Validator) : undefined;

/** Once before all tests: whoever reads their log is to know what was not looked at. */
export default function tell(): void {
  if (!awsModel) console.warn(`AWS's service models are not here (AWS_MODEL=${place}): nothing is held against them.`);
}
