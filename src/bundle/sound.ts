import * as v from 'valibot';
import type { Bundle } from './bundle.ts';

const text = v.string();
const row = v.looseObject({
  id: text,
  step: v.number(),
  title: text,
  status: v.picklist(['pass', 'warn', 'fail', 'blocked', 'unknown', 'unverified']),
  evidence: v.picklist(['observed', 'declared', 'captured', 'none']),
  message: text,
  problems: v.array(
    v.looseObject({ code: text, message: text, expected: v.exactOptional(text), actual: v.exactOptional(text) }),
  ),
  blockedBy: v.exactOptional(v.array(text)),
  permission: v.exactOptional(text),
  fix: v.exactOptional(
    v.looseObject({
      title: text,
      calls: v.array(v.looseObject({ service: text, operation: text, input: v.looseObject({}) })),
      caution: v.exactOptional(text),
    }),
  ),
  byHand: v.exactOptional(v.looseObject({ text, url: v.exactOptional(text), value: v.exactOptional(text) })),
});
const read = v.looseObject({
  service: text,
  operation: text,
  region: text,
  input: v.looseObject({}),
  output: v.exactOptional(v.looseObject({})),
  error: v.exactOptional(
    v.looseObject({ name: text, message: text, status: v.exactOptional(v.number()), code: v.exactOptional(text) }),
  ),
});
const signIn = {
  format: v.picklist(['har', 'saml-tracer', 'xml', 'base64']),
  at: v.date(),
  attributes: v.array(v.looseObject({ name: text, values: v.array(text) })),
  issuer: v.exactOptional(text),
  recipient: v.exactOptional(text),
};
const bundle = v.looseObject({
  takenAt: v.pipe(text, v.isoTimestamp()),
  settings: v.looseObject({
    region: text,
    instance: v.exactOptional(text),
    identityCenterRegion: v.exactOptional(text),
    relayState: v.exactOptional(text),
    roleAttribute: v.exactOptional(text),
    metadata: v.exactOptional(text),
    names: v.looseObject({ provider: text, policy: text, role: text, group: text, application: text }),
    capture: v.exactOptional(v.looseObject({ ...signIn, older: v.exactOptional(v.array(v.looseObject(signIn))) })),
  }),
  captured: v.array(row),
  reads: v.array(
    v.pipe(
      read,
      v.check(({ output, error }) => output !== undefined || error !== undefined),
    ),
  ),
});

/** Whether a value has the form of a bundle: whoever sent it may have changed it. */
export const isBundle = (value: unknown): value is Bundle => v.is(bundle, value);
