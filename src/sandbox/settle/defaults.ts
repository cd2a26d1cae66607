import { createHash } from 'node:crypto';

/** When things in a world came about, unless it says so. */
export const longAgo = '2026-01-05T09:00:00.000Z';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Seventeen characters as in AWS's unique ids, always the same for the same thing. */
export const derivedId = (of: string): string =>
  Array.from(createHash('sha256').update(of).digest().subarray(0, 17), (byte) => base32[byte % 32]).join('');

/** A UUID that is always the same for the same thing. */
export const derivedUuid = (of: string): string =>
  createHash('sha256')
    .update(of)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
