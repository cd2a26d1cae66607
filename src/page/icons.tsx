import type { Status } from '../check.ts';

/** A shape for each state, told apart without any colour. */
const shapes: Readonly<Record<Status | 'waiting', string>> = {
  pass: 'M3.5 8.5 6.5 11.5 12.5 4.8',
  warn: 'M8 2.6 14.2 13.4H1.8ZM8 6.4V9.4M8 11.2V11.4',
  fail: 'M4 4 12 12M12 4 4 12',
  blocked: 'M8 2.5A5.5 5.5 0 1 1 7.99 2.5M4.2 11.8 11.8 4.2',
  unknown: 'M5.3 6A2.7 2.7 0 1 1 8.7 8.6C8.2 8.9 8 9.2 8 9.8M8 12.4V12.6',
  unverified: 'M8 3.5A4.5 4.5 0 1 1 7.99 3.5',
  waiting: 'M3.5 8H4M8 8H8.5M12 8H12.5',
};

export const Icon = ({ of, label }: { readonly of: Status | 'waiting'; readonly label?: string }) => (
  <svg
    class={`icon ${of}`}
    viewBox="0 0 16 16"
    {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
  >
    <path d={shapes[of]} />
  </svg>
);

/** A person's own text: nothing in it can turn the rest of the line around. */
export const Named = ({ text }: { readonly text: string }) => <bdi>{text}</bdi>;
