import type { Change } from './data.ts';
import type { Connection, Feed } from './feed.ts';

/** What the tab that holds the stream tells the others. */
interface Told {
  readonly change?: string;
  readonly connection?: Connection;
}

/**
 * Server-sent events. A browser gives one server six connections for all of its tabs: so only one tab holds the
 * stream and passes on what comes; when it is closed, another takes its place. Tabs of another run, on the same port,
 * have nothing to do with these.
 */
export const live =
  (base: URL, run: string): Feed =>
  (since, heard, standing) => {
    let revision = since;
    let stream: EventSource | undefined;
    const tabs = new BroadcastChannel(`companion ${run}`);
    // A channel is of one origin by itself: there is no other to name.
    const tellTabs = (message: Told): void => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      tabs.postMessage(message);
    };
    const ended = new AbortController();
    const ask = (path: string, init?: RequestInit): Promise<Response | undefined> =>
      fetch(new URL(path, base), { ...init, signal: ended.signal }).catch(() => undefined);
    const from = (path: string): string => `${path}?run=${run}&since=${revision}`;

    const take = (change: Change): void => {
      if (change.revision < revision) return;
      revision = change.revision;
      heard(change);
    };
    // What came while this tab was being opened, or was asleep.
    const catchUp = async (): Promise<Connection> => {
      const answer = await ask(from('changes'));
      if (answer?.ok) take((await answer.json()) as Change);
      // Where this browser has the token of the audit that is served now, the page becomes that one's.
      else if (answer && (await ask('/', { method: 'HEAD' }))?.ok) location.reload();
      const connection = answer?.ok ? 'live' : answer ? 'over' : 'away';
      standing(connection);
      return connection;
    };
    const lead = (): Promise<void> => {
      const tell = (connection: Connection): void => {
        standing(connection);
        tellTabs({ connection });
      };
      const open = (): void => {
        stream?.close();
        stream = new EventSource(new URL(from('events'), base));
        stream.addEventListener('change', (event: MessageEvent<string>) => {
          take(JSON.parse(event.data) as Change);
          tellTabs({ change: event.data });
        });
        stream.addEventListener('open', () => tell('live'));
        stream.addEventListener('error', () => {
          if (stream?.readyState !== EventSource.CLOSED) tell('away');
          else void catchUp().then((connection) => tellTabs({ connection }));
        });
      };
      open();
      // After an answer that is no stream the browser gives up; the audit may be started again.
      const again = setInterval(() => stream?.readyState === EventSource.CLOSED && open(), 5_000);
      return new Promise((release) =>
        ended.signal.addEventListener('abort', () => {
          clearInterval(again);
          release();
        }),
      );
    };

    tabs.addEventListener('message', ({ data: { change, connection } }: MessageEvent<Told>) => {
      if (change !== undefined) take(JSON.parse(change) as Change);
      else if (connection === 'away') standing(connection);
      else void catchUp();
    });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void catchUp());
    void catchUp();
    if (navigator.locks)
      navigator.locks.request(`companion ${run}`, { signal: ended.signal }, lead).catch(() => undefined);
    else void lead();
    return () => {
      ended.abort();
      stream?.close();
      tabs.close();
    };
  };
