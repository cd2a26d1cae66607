import module from 'node:module';

/** Where the public entry lies: beside the command in the build, under its own name in the source. */
const entry = (): string =>
  new URL(import.meta.url.endsWith('.ts') ? '../index.ts' : '../src/index.js', import.meta.url).href;

const hooks = `
let entry;
export const initialize = (given) => { entry = given; };
export const resolve = (name, context, next) => name === 'workshop-companion' ? { url: entry, shortCircuit: true } : next(name, context);
`;

interface Hooks {
  registerHooks?(hooks: {
    resolve(name: string, context: object, next: (name: string, context: object) => object): object;
  }): void;
  register(specifier: string, options: { data: unknown }): void;
}

let shared = false;

/**
 * From here on `import 'workshop-companion'` anywhere in this process is this very build, whatever is installed beside
 * the plug-in or is not: only then are its facts the same objects as ours, and read once.
 */
export function shareEntry(): void {
  if (shared) return;
  shared = true;
  const url = entry();
  const node = module as unknown as Hooks;
  if (node.registerHooks)
    node.registerHooks({
      resolve: (name, context, next) =>
        name === 'workshop-companion' ? { url, shortCircuit: true } : next(name, context),
    });
  else node.register(`data:text/javascript,${encodeURIComponent(hooks)}`, { data: url });
}
