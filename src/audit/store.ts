import type { Learner } from '../report/model.ts';

/** Where entries are kept between being known and being written: none of them has to stay in memory as an object. */
export interface Store {
  /** Resolves when the entry is safe. */
  add(position: number, entry: Learner): Promise<void>;
  /** An entry that was added. */
  read(position: number): Promise<Learner>;
  close(): Promise<void>;
}

/** Entries as bytes, outside the heap. */
export function memoryStore(): Store {
  const kept = new Map<number, Buffer>();
  return {
    async add(position, entry) {
      kept.set(position, Buffer.from(JSON.stringify(entry)));
    },
    async read(position) {
      return JSON.parse((kept.get(position) ?? Buffer.from('null')).toString('utf8')) as Learner;
    },
    async close() {
      kept.clear();
    },
  };
}
