import type { PageCheck } from './data.ts';
import { everyone, isFiltered, type Sort, sorts, type View } from './view.ts';
import { Icon } from './icons.tsx';
import { plural, statusWords } from './words.ts';

interface Props {
  readonly view: View;
  readonly checks: readonly PageCheck[];
  readonly shown: number;
  readonly all: number;
  change(view: Partial<View>): void;
}

const isSort = (value: string): value is Sort => Object.hasOwn(sorts, value);
const legend = ['pass', 'warn', 'fail', 'blocked', 'unknown', 'unverified'] as const;

export function Toolbar({ view, checks, shown, all, change }: Props) {
  return (
    <div class="toolbar">
      <h2 id="learners">Learners</h2>
      <label class="search">
        <span class="hidden">Search by name, account or code</span>
        <input
          id="search"
          type="search"
          placeholder="Search name, account, code  ( / )"
          value={view.query}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => change({ query: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            change({ query: '' });
          }}
        />
      </label>
      <label>
        <span>Not yet</span>
        <select value={view.check} onChange={(event) => change({ check: event.currentTarget.value })}>
          <option value="">any check</option>
          {checks.map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Order</span>
        <select
          value={view.sort}
          onChange={(event) =>
            change({ sort: isSort(event.currentTarget.value) ? event.currentTarget.value : 'roster' })
          }
        >
          {Object.entries(sorts).map(([sort, words]) => (
            <option key={sort} value={sort}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <p class="shown" role="status">
        {shown === all ? plural(all, 'learner') : `${shown} of ${all} learners`}
      </p>
      {isFiltered(view) && (
        <button type="button" class="clear" onClick={() => change({ ...everyone, sort: view.sort })}>
          Show everyone
        </button>
      )}
      <ul class="legend" aria-label="What the signs mean">
        {legend.map((status) => (
          <li key={status}>
            <span class={`mark ${status}`}>
              <Icon of={status} />
            </span>{' '}
            {statusWords[status]}
          </li>
        ))}
      </ul>
    </div>
  );
}
