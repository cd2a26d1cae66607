import process from 'node:process';
import supportsHyperlinks from 'supports-hyperlinks';
import { stopping, type Io } from '../commands/command.ts';
import { nextStep } from '../guide/guide.ts';
import type { Report } from '../report/model.ts';
import { type Board, drawBoard } from './board.ts';
import type { Follow } from './follow.ts';
import { glyphsFor } from '../report/glyphs.ts';
import { copy, openPage } from './hands.ts';
import { type Line, line, paint } from './lines.ts';
import { Screen } from './screen.ts';

export interface Surrounding {
  readonly io: Io;
  readonly endpoint?: string;
  /** Runs `companion fix <id>` on the normal screen. */
  fix(id: string): Promise<void>;
  /** The page of `?`. */
  explain(topic: string): Promise<readonly string[]>;
  readonly until: (report: Report) => boolean;
}

const noteStays = 6000;

/** The checklist on the whole screen, until the person leaves or it is interrupted. */
export async function followLive(follow: Follow, around: Surrounding): Promise<'left' | 'finished' | 'interrupted'> {
  return new Live(follow, around).run();
}

class Live {
  readonly #follow: Follow;
  readonly #around: Surrounding;
  readonly #screen: Screen;
  readonly #changes: Board['changes'][number][] = [];
  #note = '';
  #noted = 0;
  /** What `?` shows, and from which line on. */
  #page: readonly string[] | undefined;
  #from = 0;
  #ended: 'left' | 'interrupted' | undefined;
  #wake: () => void = () => undefined;
  #busy = false;

  constructor(follow: Follow, around: Surrounding) {
    this.#follow = follow;
    this.#around = around;
    this.#screen = new Screen(
      (key) => void this.#press(key),
      () => this.#draw(),
    );
  }

  async run(): Promise<'left' | 'finished' | 'interrupted'> {
    const { io, until } = this.#around;
    void stopping(io).then(() => this.#end('interrupted'));
    this.#screen.open();
    // So that the clock and what was celebrated move on between two looks.
    const ticking = setInterval(() => this.#draw(), 1000);
    try {
      this.#draw();
      while (this.#ended === undefined) {
        const look = await Promise.race([this.#follow.look(), this.#woken()]);
        if (look) this.#changes.push(...look.changes);
        this.#draw();
        if (look && until(look.report)) return 'finished';
        if (this.#ended === undefined)
          await Promise.race([new Promise((resume) => setTimeout(resume, this.#follow.interval)), this.#woken()]);
        while (this.#busy) await this.#woken();
      }
      return this.#ended;
    } finally {
      clearInterval(ticking);
      this.#screen.close();
    }
  }

  #woken(): Promise<undefined> {
    return new Promise((resolve) => {
      this.#wake = () => resolve(undefined);
    });
  }

  #end(how: 'left' | 'interrupted'): void {
    this.#ended ??= how;
    this.#busy = false;
    this.#wake();
  }

  async #press(key: string): Promise<void> {
    this.#follow.stir();
    if (key === '\u0003') return this.#end('interrupted');
    if (key === '\u001a') return this.#screen.suspend();
    if (this.#page) return this.#turn(this.#page, key);
    if (key === 'q') return this.#end('left');
    const { report } = this.#follow;
    const row = report && nextStep(report);
    if (key === 'r') {
      this.#follow.forget();
      this.#say('looking again …');
      this.#wake();
    }
    if (!report || !row) return;
    if (key === 'c') await this.#copy(row.byHand?.value);
    if (key === 'o') await this.#openPage(row.byHand?.url);
    if (key === '?') this.#show(await this.#around.explain(row.problems[0]?.code ?? row.id));
    if (key === 'f') await this.#fix(row.id, row.fix !== undefined && row.fix.calls.length > 0);
  }

  async #copy(value: string | undefined): Promise<void> {
    if (value === undefined) return this.#say('there is nothing to paste here');
    this.#say(await copy(value, this.#around.io.env, process.platform, (text) => this.#screen.escape(text)));
  }

  async #openPage(url: string | undefined): Promise<void> {
    if (url === undefined) return this.#say('there is no page to open here');
    this.#say(
      (await openPage(url, this.#around.io.env, process.platform))
        ? 'opened in the browser'
        : 'no browser here; the link stands above',
    );
  }

  async #fix(id: string, possible: boolean): Promise<void> {
    if (!possible) return this.#say(`nothing can fix ${id} from here: it is done by hand`);
    this.#busy = true;
    this.#screen.close();
    await this.#around.fix(id);
    this.#busy = false;
    this.#follow.forget();
    if (this.#ended === undefined) this.#screen.open();
    this.#say('');
    this.#wake();
  }

  #show(page: readonly string[] | undefined): void {
    this.#page = page;
    this.#from = 0;
    this.#draw();
  }

  /** Any key shows what did not fit, and goes back after the last of it. */
  #turn(page: readonly string[], key: string): void {
    const next = this.#from + this.#screen.size.height - 1;
    if (key === 'q' || next >= page.length) return this.#show(undefined);
    this.#from = next;
    this.#draw();
  }

  #pageLines(page: readonly string[], height: number): Line[] {
    const rest = page.slice(this.#from);
    const hidden = rest.length - (height - 1);
    const help = hidden > 0 ? `any key shows ${hidden} more lines, q goes back` : 'any key goes back';
    return [...rest.slice(0, height - 1).map((each) => line(each)), line(help, 'dim')];
  }

  #say(note: string): void {
    this.#note = note;
    this.#noted = Date.now();
    this.#draw();
  }

  #draw(): void {
    const { io, endpoint } = this.#around;
    const { width, height } = this.#screen.size;
    const glyphs = glyphsFor(io.env, process.platform);
    const ink = { width, colour: !io.env['NO_COLOR'], links: supportsHyperlinks.stderr, more: glyphs.more };
    const board: Board = {
      report: this.#follow.report,
      changes: this.#changes,
      now: new Date(),
      note: Date.now() - this.#noted < noteStays ? this.#note : '',
      interval: this.#follow.interval,
      ...(endpoint !== undefined && { endpoint }),
    };
    const lines: readonly Line[] = this.#page
      ? this.#pageLines(this.#page, height)
      : drawBoard(board, { ...ink, height, glyphs });
    this.#screen.draw(lines.slice(0, height).map((each) => paint(each, ink)));
  }
}
