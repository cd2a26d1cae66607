import { createPatch } from 'diff';
import { readMetadata, SamlError } from '../saml/metadata.ts';
import { isRecord, parsed, type State } from './state.ts';

/**
 * What is replaced, line by line: `- ` what goes, `+ ` what comes. Empty where nothing is replaced. Documents are
 * set out with their members in one order, so that only what they say differs; metadata is told in a few lines.
 */
export function differenceOf(before: State, after: State): string[] {
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.entries(after).flatMap(([member, value]) => {
    const there = before[member] ?? null;
    // What is only there or not there is told by the title.
    if (there === null || typeof there === 'boolean') return [];
    const [was, will] = [setOut(there), setOut(value)];
    return was === will ? [] : patch(member, was, will);
  });
}

/** The hunks alone: the file names above them would say nothing. */
function patch(member: string, was: string, will: string): string[] {
  const lines = createPatch(member, `${was}\n`, `${will}\n`, undefined, undefined, { context: 20 }).split('\n');
  return lines
    .slice(lines.findIndex((line) => line.startsWith('@@')) + 1)
    .filter((line) => line !== '' && !line.startsWith('\\') && !line.startsWith('@@'));
}

function setOut(state: State): string {
  if (typeof state !== 'string') return JSON.stringify(ordered(state), undefined, 2);
  if (/^\s*(<\?xml|<[\w:]*EntityDescriptor)/.test(state)) return metadataSummary(state);
  const document = parsed(state);
  return document === undefined ? state : JSON.stringify(ordered(document), undefined, 2);
}

/** Members as people write policies, then by name. */
const usual = [
  'Version',
  'Id',
  'Statement',
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
const rank = (member: string): number => (usual.includes(member) ? usual.indexOf(member) : usual.length);

function ordered(state: State): State {
  if (Array.isArray(state)) return (state as readonly State[]).map(ordered);
  if (typeof state !== 'object' || state === null) return state;
  const members = Object.entries(state as { readonly [member: string]: State }).toSorted(
    ([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1),
  );
  return Object.fromEntries(members.map(([member, value]) => [member, ordered(value)]));
}

/** Whose metadata, and which certificates until when: what tells one document from another. */
export function metadataSummary(text: string): string {
  try {
    const { entityId, certificates } = readMetadata(text);
    return [
      `entityID ${entityId}`,
      ...certificates.map(
        ({ fingerprint, notAfter }) =>
          `certificate ${fingerprint.slice(0, 29)}… valid until ${notAfter.toISOString().slice(0, 10)}`,
      ),
    ].join('\n');
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    return `a document of ${text.length} characters that is no SAML metadata`;
  }
}
