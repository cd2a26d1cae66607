import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** What every page is made of; read once. */
export interface Parts {
  readonly script: string;
  readonly style: string;
}

// The build puts them beside the chunks; from the source, the last build's are taken.
const folder = new URL(import.meta.url.endsWith('.ts') ? '../../dist/page/' : '../page/', import.meta.url);

export async function readParts(): Promise<Parts> {
  const [script, style] = await Promise.all(
    ['report.js', 'style.css'].map((file) => readFile(new URL(file, folder), 'utf8')),
  );
  // Nothing inside may end the element that it stands in.
  return {
    script: (script ?? '').replaceAll(/<\/(?=script)|<!--/gi, (end) => `\\x3C${end.slice(1)}`),
    style: (style ?? '').replaceAll('</', '<\\/'),
  };
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** One script and one style, by their hashes, and nothing from anywhere; a live page may talk to its own server. */
export const contentSecurityPolicy = ({ script, style }: Parts, live: boolean): string =>
  [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    ...(live ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** A page before and after its data (base64 of gzip): so large a class need not be in memory for it. */
export const around = (parts: Parts, title: string, live: boolean): readonly [before: string, after: string] => [
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(parts, live)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${parts.style}</style>
</head>
<body>
<div id="app"><p class="loading">Opening the report…</p></div>
<noscript><p class="loading">This page needs JavaScript. It asks nothing of the network; the same report is to be had with --format markdown.</p></noscript>
<script type="application/gzip" id="data">`,
  `</script>
<script>${parts.script}</script>
</body>
</html>
`,
];
