import type { Status } from '../check.ts';
import type { Overall } from '../report/model.ts';

/** What a person calls each state; never shown by colour alone. */
export const statusWords: Readonly<Record<Status, string>> = {
  pass: 'holds',
  warn: 'works, change it',
  fail: 'broken',
  blocked: 'waits',
  unknown: 'not known',
  unverified: 'not verified',
};

export const verdictWords: Readonly<Record<Overall | 'waiting', string>> = {
  pass: 'through',
  fail: 'broken',
  unknown: 'not known',
  unverified: 'not verified',
  waiting: 'not yet looked at',
};

export const verdictIcon = (verdict: Overall | 'waiting'): Status | 'waiting' => verdict;

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `2026-11-24 09:15` in the reader's own time. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
