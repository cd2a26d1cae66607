const number = (value, unit = '') =>
  typeof value === 'number'
    ? `${value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 })}${unit && ` ${unit}`}`
    : String(value);

/** The figures of a run as Markdown: for the terminal, and for the README. */
export function printed({ machine, takenAt, figures }) {
  const rows = figures.map(({ name, now, unit, against, ratio, goal, met }) => [
    name,
    number(now, unit),
    against,
    number(ratio),
    goal === undefined ? '–' : number(goal),
    met === undefined ? '–' : met ? 'yes' : 'no',
  ]);
  const table = [['figure', 'now', 'rival or bound', 'ratio', 'goal', 'met'], Array(6).fill('---'), ...rows];
  return `${machine}, ${takenAt.slice(0, 10)}\n\n${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`;
}
