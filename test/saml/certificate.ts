import { X509Certificate, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';

// DER by hand: tag, length, content. Enough for a self-signed certificate of any validity.
const length = (bytes: number): Buffer =>
  bytes < 128
    ? Buffer.from([bytes])
    : bytes < 256
      ? Buffer.from([0x81, bytes])
      : Buffer.from([0x82, bytes >> 8, bytes & 255]);
const value = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
};
const sequence = (...parts: Buffer[]): Buffer => value(0x30, ...parts);
const objectId = (hex: string): Buffer => value(6, Buffer.from(hex, 'hex'));
const utcTime = (date: Date): Buffer =>
  value(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

/** A self-signed certificate, as Identity Center makes them: RSA, SHA-256, whatever validity the test needs. */
export function selfSigned(
  privateKey: string,
  from = '2026-01-01T00:00:00Z',
  to = '2031-01-01T00:00:00Z',
  name = 'amazonaws.com',
): X509Certificate {
  const algorithm = sequence(objectId('2a864886f70d01010b'), value(5));
  const subject = sequence(value(0x31, sequence(objectId('550403'), value(0x0c, Buffer.from(name)))));
  const body = sequence(
    value(0xa0, value(2, Buffer.from([2]))),
    value(2, Buffer.from([1])),
    algorithm,
    subject,
    sequence(utcTime(new Date(from)), utcTime(new Date(to))),
    subject,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('sha256').update(body).sign(privateKey);
  return new X509Certificate(sequence(body, algorithm, value(3, Buffer.from([0]), signature)));
}

export const newKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

let shared: string | undefined;
/** One key for the whole run: making them is what takes time. */
export const runKey = (): string => (shared ??= newKey());
