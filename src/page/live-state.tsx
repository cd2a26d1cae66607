import type { Connection, FeedState } from './feed.ts';
import { moment } from './words.ts';

const words: Readonly<Record<Connection, string>> = {
  live: 'Live',
  away: 'Connecting again…',
  over: 'This audit has ended. Open the address that the terminal shows now.',
};

/** Whether the page is up to date, in words; how far a round is would be read aloud every second. */
export function LiveState({ state: { connection, round } }: { readonly state: FeedState }) {
  return (
    <p class={connection === 'live' ? 'live on' : 'live'}>
      <span class="dot" aria-hidden="true" />
      <span role="status">{words[connection]}</span>
      {connection === 'live' && round && <span>· {told(round)}</span>}
    </p>
  );
}

function told({ number, done, planned, nextAt }: NonNullable<FeedState['round']>): string {
  if (done < planned) return `round ${number}, ${done} of ${planned}`;
  return nextAt === undefined
    ? `round ${number} complete`
    : `round ${number} complete, next at ${moment(nextAt).slice(-5)}`;
}
