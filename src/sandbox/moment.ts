const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, y: 365 * 86_400_000 } as const;

/**
 * A moment as a world writes it: ISO 8601, or relative to the clock (`-5m`, `+1800d`). Days and years count from
 * midnight, so that what depends on them stays the same, byte for byte, all day.
 */
export function readMoment(text: string, now: Date): Date | undefined {
  const relative = /^([+-]\d+)([smhdy])$/.exec(text);
  if (!relative) {
    const date = /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text) : undefined;
    return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
  }
  const unit = relative[2] as keyof typeof unitMs;
  const from = unit === 'd' || unit === 'y' ? Math.floor(now.getTime() / unitMs.d) * unitMs.d : now.getTime();
  return new Date(from + Number(relative[1]) * unitMs[unit]);
}
