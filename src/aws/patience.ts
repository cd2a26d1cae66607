/** How often the waiting is counted. Milliseconds. */
const TICK = 250;

interface Waiting {
  left: number;
  giveUp(): void;
}
const all = new Set<Waiting>();
let ticking: NodeJS.Timeout | undefined;

/**
 * Gives up after so much time in which this process was there to listen. However late a tick comes, it counts once: a
 * process that got no processor for a minute has waited for a quarter of a second, not for a minute. And before it
 * gives up it hears what has arrived meanwhile: timers run before sockets are read. Gives what calls it off.
 */
export function patience(milliseconds: number, giveUp: () => void): () => void {
  const waiting: Waiting = { left: Math.ceil(milliseconds / TICK), giveUp };
  all.add(waiting);
  ticking ??= setInterval(tick, TICK).unref();
  return () => void all.delete(waiting);
}

function tick(): void {
  for (const waiting of all) {
    if (--waiting.left > 0) continue;
    setImmediate(() => {
      if (all.delete(waiting)) waiting.giveUp();
    });
  }
  if (all.size > 0) return;
  clearInterval(ticking);
  ticking = undefined;
}
