import { statements, type PolicyDocument } from './document.ts';
import type { Decision } from './evaluate.ts';
import { anySession } from './sign-in.ts';

/**
 * Whether what is decided of a session hangs on its name: asked about nobody's, and about such as the documents speak
 * of.
 */
export const hangsOnName = (
  documents: readonly PolicyDocument[],
  decide: (sessionName: string) => Decision['decision'],
): boolean => new Set([anySession, ...spokenOf(documents)].map(decide)).size > 1;

// More than a document in use has; each is tried within each.
const most = 20;

/** Names that the documents' texts match, with something in the place of wildcards: also one that two of them match. */
function spokenOf(documents: readonly PolicyDocument[]): string[] {
  const texts = documents
    .flatMap(statements)
    .flatMap(({ resources = [], notResources = [], conditions }) => [
      ...resources,
      ...notResources,
      ...conditions.flatMap(({ values }) => values),
    ]);
  // A session's name is what stands last in aws:userid, and so in a user's resource.
  const said = [...new Set(texts.map((text) => text.split(':').at(-1) ?? ''))].slice(0, most);
  const fill = (text: string, by: string): string => text.replaceAll('*', by).replaceAll('?', 'x');
  const names = said.map((text) => fill(text, 'x'));
  return [...names, ...said.flatMap((text) => names.map((name) => fill(text, name)))].filter((name) =>
    /^[\w+=,.@-]{2,64}$/.test(name),
  );
}
