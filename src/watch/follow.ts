import type { Aws } from '../aws/access.ts';
import type { AnyCheck } from '../check.ts';
import type { Settings } from '../fact.ts';
import { judge } from '../judge.ts';
import type { Report } from '../report/model.ts';
import { type Change, changesBetween, type Known, knownAfter, type Since, sinceAfter } from './changes.ts';
import { focusOf, freshFor, intervalAfter, type Pace } from './pace.ts';
import { remembering } from './remember.ts';

/** What a look at the account brought. */
export interface Look {
  readonly report: Report;
  readonly changes: readonly Change[];
}

/** One account, looked at again and again. */
export class Follow {
  readonly #checks: readonly AnyCheck[];
  readonly #all: readonly AnyCheck[];
  readonly #settings: Settings;
  readonly #aws;
  #pace: Pace;
  #report: Report | undefined;
  #since: Since = new Map();
  #known: Known = new Map();
  #active = Date.now();

  constructor(checks: readonly AnyCheck[], aws: Aws, settings: Settings, all = checks) {
    this.#checks = checks;
    this.#all = all;
    this.#settings = settings;
    this.#pace = { focus: new Set(), interval: intervalAfter(0), home: settings.region };
    this.#aws = remembering(aws, settings.region, (read) => freshFor(read, this.#pace));
  }

  get report(): Report | undefined {
    return this.#report;
  }

  /** Milliseconds until the next look. */
  get interval(): number {
    return intervalAfter(Date.now() - this.#active);
  }

  /** Somebody is there: look often again. */
  stir(): void {
    this.#active = Date.now();
  }

  /** Everything is asked anew by the next look. */
  forget(): void {
    this.#aws.forget();
  }

  async look(): Promise<Look> {
    this.#pace = { ...this.#pace, interval: this.interval };
    const report = await judge(this.#checks, this.#aws.aws, this.#settings, new Date(), this.#all).report;
    const at = new Date();
    const changes = this.#report ? changesBetween(this.#report, report, at, this.#since, this.#known) : [];
    this.#since = sinceAfter(this.#since, this.#known, report, at);
    this.#known = knownAfter(this.#known, report);
    this.#report = report;
    this.#pace = { ...this.#pace, focus: focusOf(report) };
    if (changes.length > 0) this.stir();
    return { report, changes };
  }
}
