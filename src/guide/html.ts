import { createHash } from 'node:crypto';
import { inert, stepTitle } from '../report/words.ts';
import type { FilledField, Sheet, SheetStep } from './guide.ts';
import { heading, standing, stateWord } from './list.ts';

const style = `
:root{color-scheme:light dark;--line:#8884;--done:#1a7f37;--open:#b35900}
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
h2{border-bottom:1px solid var(--line);margin-top:2.5rem}
article{border-left:4px solid var(--open);padding:.1rem 1rem;margin:1.2rem 0}
article.done{border-color:var(--done)}
article.next{outline:3px solid var(--open);outline-offset:4px}
pre{background:#8881;padding:.6rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;margin:.2rem 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
button{font:inherit;font-size:.85rem}
@media print{button{display:none}article{break-inside:avoid}}
`;

// The text of the element before the button, whatever it holds.
const script = `
for (const button of document.querySelectorAll('button')) button.addEventListener('click', async () => {
  await navigator.clipboard.writeText(button.previousElementSibling.textContent);
  button.textContent = 'Copied';
});
`;

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** One file that needs nothing else: to open beside the console, or to print. Nothing but its own script can run in it. */
export function sheetHtml(sheet: Sheet): string {
  const groups = new Map<number, SheetStep[]>();
  for (const step of sheet.steps) groups.set(step.step, [...(groups.get(step.step) ?? []), step]);
  const body = [...groups].map(
    ([number, steps]) =>
      `<h2>${html(stepTitle(number))}</h2>\n${steps.map((step) => article(step, step.id === sheet.next)).join('\n')}`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'">
<title>${html(heading(sheet))}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${html(heading(sheet))}</h1>
<p>${html(standing(sheet))}</p>
${body.join('\n')}
</main>
<script>${script}</script>
</body>
</html>
`;
}

function article(step: SheetStep, next: boolean): string {
  const facts = [
    ['Found', step.found],
    ...(step.done || step.putRight === undefined ? [] : [['Put right', step.putRight]]),
    ...(step.screen === undefined ? [] : [['Today', step.screen]]),
    ...(step.workshop === undefined ? [] : [['Workshop', step.workshop]]),
  ].map(([label = '', told = '']) => `<dt>${html(label)}</dt><dd>${html(told)}</dd>`);
  const link =
    step.url === undefined || !step.url.startsWith('https://')
      ? ''
      : `<dt>Open</dt><dd><a href="${html(step.url)}" rel="noreferrer" target="_blank">${html(step.url)}</a></dd>`;
  const actions =
    step.done || step.actions.length === 0
      ? ''
      : `<ol>${step.actions.map((action) => `<li>${html(action)}</li>`).join('')}</ol>`;
  return `<article id="${html(step.id)}" class="${step.done ? 'done' : 'open'}${next ? ' next' : ''}">
<h3>${html(step.title)}: ${html(stateWord(step))}${next ? ' (next)' : ''}</h3>
<dl>${facts.join('')}${link}</dl>
${actions}${step.fields.map(field).join('')}
</article>`;
}

const field = ({ label, value, missing }: FilledField): string =>
  value === undefined
    ? `<p>${html(label)}: ${html(missing ?? '')}</p>`
    : `<p>${html(label)}:</p><div><pre>${html(value, '\n')}</pre><button type="button">Copy</button></div>`;

/** As text in a document or in a quoted attribute. */
const html = (raw: string, keep = ''): string =>
  inert(raw, keep).replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
