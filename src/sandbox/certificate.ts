import { createPrivateKey, createPublicKey, createSign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

// DER, the binary form of ASN.1: every value is a tag, a length and the content.
const length = (n: number): Buffer =>
  n < 128 ? Buffer.from([n]) : n < 256 ? Buffer.from([0x81, n]) : Buffer.from([0x82, n >> 8, n & 255]);
const der = (tag: number, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), length(body.length), body]);
};
const sequence = (...content: Buffer[]): Buffer => der(0x30, ...content);
const oid = (hex: string): Buffer => der(6, Buffer.from(hex, 'hex'));
/** UTCTime until 2049, GeneralizedTime from 2050 on (RFC 5280). */
const time = (date: Date): Buffer => {
  const text = `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
};
const name = (type: string, text: string): Buffer => der(0x31, sequence(oid(type), der(0x0c, Buffer.from(text))));

const sha256WithRsa = sequence(oid('2a864886f70d01010b'), der(5));
/** As Identity Center names its certificates: O=Amazon, OU=IDAS, CN=amazonaws.com. */
const amazon = sequence(name('55040a', 'Amazon'), name('55040b', 'IDAS'), name('550403', 'amazonaws.com'));

interface SigningKey {
  readonly key: KeyObject;
  readonly spki: Buffer;
}

let signingKey: SigningKey | undefined;
/** Read when first needed, from beside the worlds that it goes with. */
function readSigningKey(): SigningKey {
  if (!signingKey) {
    const text = readFileSync(new URL('../../fixtures/worlds/sandbox-signing-key.pem', import.meta.url), 'utf8');
    const key = createPrivateKey(text.slice(text.indexOf('-----BEGIN')));
    signingKey = { key, spki: createPublicKey(key).export({ type: 'spki', format: 'der' }) };
  }
  return signingKey;
}

const made = new Map<string, Buffer>();

/** A self-signed X.509 certificate of the sandbox's key, in DER. The same validity gives the same bytes. */
export function certificate(notBefore: Date, notAfter: Date): Buffer {
  const key = `${notBefore.toISOString()} ${notAfter.toISOString()}`;
  const known = made.get(key);
  if (known) return known;
  const { key: privateKey, spki } = readSigningKey();
  const version3 = der(0xa0, der(2, Buffer.from([2])));
  const serial = der(2, Buffer.from([1]));
  const validity = sequence(time(notBefore), time(notAfter));
  const body = sequence(version3, serial, sha256WithRsa, amazon, validity, amazon, spki);
  const signature = der(3, Buffer.from([0]), createSign('sha256').update(body).sign(privateKey));
  const fresh = sequence(body, sha256WithRsa, signature);
  made.set(key, fresh);
  return fresh;
}
