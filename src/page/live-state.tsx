import type { FeedState } from './feed.ts';
import { moment } from './words.ts';

/** Whether the page is up to date, in words. */
export function LiveState({ state: { isConnected, round } }: { readonly state: FeedState }) {
  return (
    <p class={isConnected ? 'live on' : 'live'} role="status">
      <span class="dot" aria-hidden="true" />
      {isConnected ? 'Live' : 'Connecting again…'}
      {isConnected && round && <span> · {told(round)}</span>}
    </p>
  );
}

function told({ number, done, planned, nextAt }: NonNullable<FeedState['round']>): string {
  if (done < planned) return `round ${number}, ${done} of ${planned}`;
  return nextAt === undefined
    ? `round ${number} complete`
    : `round ${number} complete, next at ${moment(nextAt).slice(-5)}`;
}
