import { render } from 'preact';
import { stepTitle } from '../report/words.ts';
import { Class } from './class-page.tsx';
import type { PageData } from './data.ts';
import { Account } from './learner-page.tsx';
import { live } from './live.ts';

/** The data stands in the page itself: base64 of gzip of JSON. Nothing is asked of the network. */
async function readData(): Promise<PageData> {
  const bytes = Uint8Array.from(atob(document.getElementById('data')?.textContent ?? ''), (letter) =>
    letter.charCodeAt(0),
  );
  const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  return JSON.parse(text) as PageData;
}

async function show(root: HTMLElement): Promise<void> {
  const page = await readData();
  root.replaceChildren();
  if (page.kind === 'account') {
    render(<Account page={page} titles={new Map(page.checks.map(({ step }) => [step, stepTitle(step)]))} />, root);
    return;
  }
  const base = new URL('.', location.href);
  // The address that was opened holds the token; a cookie has it now, and the class sees this address bar.
  if (page.live && location.pathname !== '/') history.replaceState(null, '', '/');
  render(<Class page={page} feed={page.live && live(base, page.live.run)} />, root);
}

const root = document.getElementById('app');
if (root)
  show(root).catch((error: unknown) =>
    root.replaceChildren(`This report cannot be shown: ${error instanceof Error ? error.message : String(error)}`),
  );
