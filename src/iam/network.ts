/** An address or CIDR range as a number and the length of its prefix. */
interface Range {
  readonly bits: 32 | 128;
  readonly address: bigint;
  readonly prefix: number;
}

/** Undefined when the text is neither an IPv4 nor an IPv6 address, with or without a prefix length. */
export function readRange(text: string): Range | undefined {
  const [host = '', length, ...more] = text.split('/');
  const parsed = readIpv4(host) ?? readIpv6(host);
  if (parsed === undefined || more.length > 0) return undefined;
  if (length === undefined) return { ...parsed, prefix: parsed.bits };
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : Infinity;
  return prefix <= parsed.bits ? { ...parsed, prefix } : undefined;
}

export function contains(range: Range, address: Address): boolean {
  if (range.bits !== address.bits) return false;
  const shift = BigInt(range.bits - range.prefix);
  return range.address >> shift === address.address >> shift;
}

type Address = Pick<Range, 'bits' | 'address'>;

function readIpv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return { bits: 32, address: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
}

function readIpv6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return { bits: 128, address: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) };
}
