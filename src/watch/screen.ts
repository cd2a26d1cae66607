import process from 'node:process';

/** The alternate screen on standard error, and the keys. Whatever ends the process, the terminal is left as it was. */
export class Screen {
  readonly #onKey: (key: string) => void;
  readonly #onResize: () => void;
  readonly #leave = (): void => this.close();
  #open = false;

  constructor(onKey: (key: string) => void, onResize: () => void) {
    this.#onKey = onKey;
    this.#onResize = onResize;
  }

  get size(): { readonly width: number; readonly height: number } {
    return { width: Math.max(20, process.stderr.columns || 80), height: Math.max(4, process.stderr.rows || 24) };
  }

  open(): void {
    if (this.#open) return;
    this.#open = true;
    // Alternate screen, no cursor, no wrapping: lines are cut to fit.
    process.stderr.write('\u001b[?1049h\u001b[?25l\u001b[?7l');
    process.stdin.setRawMode(true).setEncoding('utf8').resume();
    process.stdin.on('data', this.#keys);
    process.stderr.on('resize', this.#onResize);
    process.once('exit', this.#leave);
    process.on('SIGCONT', this.#again);
  }

  /** Redraws in place. A line is cleared before it is written: clearing after it would take the last column away. */
  draw(lines: readonly string[]): void {
    if (this.#open) process.stderr.write(`\u001b[H${lines.map((each) => `\u001b[2K${each}`).join('\r\n')}\u001b[J`);
  }

  /** For what is no text to be seen: the clipboard's escape. */
  escape(text: string): void {
    process.stderr.write(text);
  }

  /** Ctrl-Z: the shell takes over; after `fg` (or at once where nothing takes over) the screen is back. */
  suspend(): void {
    if (process.platform === 'win32') return;
    this.close();
    // The whole group, for npx waits in it too.
    process.kill(0, 'SIGTSTP');
    setTimeout(() => {
      this.open();
      this.#onResize();
    }, 100);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    process.stdin.off('data', this.#keys).setRawMode(false).pause();
    process.stderr.off('resize', this.#onResize);
    process.off('exit', this.#leave);
    process.off('SIGCONT', this.#again);
    process.stderr.write('\u001b[?7h\u001b[?25h\u001b[?1049l');
  }

  /** Whoever stopped us from outside may have changed the terminal. */
  readonly #again = (): void => {
    this.close();
    this.open();
    this.#onResize();
  };

  readonly #keys = (typed: string): void => {
    // Arrow keys and pasted text come in one piece and mean nothing here.
    if (typed.startsWith('\u001b')) return;
    for (const key of typed) this.#onKey(key);
  };
}
