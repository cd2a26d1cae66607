import type { Change } from './data.ts';
import type { Feed } from './feed.ts';

/**
 * Server-sent events. A browser gives one server six connections for all of its tabs: so only one tab holds the
 * stream and passes on what comes; when it is closed, another takes its place.
 */
export const live =
  (base: URL): Feed =>
  (since, heard, standing) => {
    let revision = since;
    let stream: EventSource | undefined;
    const tabs = new BroadcastChannel('companion');
    // A channel is of one origin by itself: there is no other to name.
    const tellTabs = (message: { change?: string; isConnected?: boolean }): void => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      tabs.postMessage(message);
    };
    const ended = new AbortController();

    const take = (change: Change): void => {
      if (change.revision < revision) return;
      revision = change.revision;
      heard(change);
    };
    // What came while this tab was being opened, or was asleep.
    const catchUp = async (): Promise<void> => {
      const answer = await fetch(new URL(`changes?since=${revision}`, base), { signal: ended.signal }).catch(
        () => undefined,
      );
      if (answer?.ok) take((await answer.json()) as Change);
      standing(answer?.ok ?? false);
    };
    const lead = (): Promise<void> => {
      const open = (): void => {
        stream?.close();
        stream = new EventSource(new URL(`events?since=${revision}`, base));
        stream.addEventListener('change', (event: MessageEvent<string>) => {
          take(JSON.parse(event.data) as Change);
          tellTabs({ change: event.data });
        });
        stream.addEventListener('open', () => tell(true));
        stream.addEventListener('error', () => tell(false));
      };
      const tell = (isConnected: boolean): void => {
        standing(isConnected);
        tellTabs({ isConnected });
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

    tabs.addEventListener('message', ({ data }: MessageEvent<{ change?: string; isConnected?: boolean }>) => {
      if (data.change !== undefined) take(JSON.parse(data.change) as Change);
      else if (data.isConnected === true) void catchUp();
      else standing(false);
    });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void catchUp());
    void catchUp();
    if (navigator.locks) navigator.locks.request('companion', { signal: ended.signal }, lead).catch(() => undefined);
    else void lead();
    return () => {
      ended.abort();
      stream?.close();
      tabs.close();
    };
  };
