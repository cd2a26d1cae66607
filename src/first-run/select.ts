import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isNumberKey,
  isUpKey,
  makeTheme,
  useKeypress,
  usePagination,
  usePrefix,
  useState,
} from '@inquirer/core';

export interface Choosing {
  readonly message: string;
  readonly choices: readonly string[];
}

/** One of several: the arrows or a number move, enter takes it. Gives the index. */
export const select = createPrompt<number, Choosing>(({ message, choices }, done) => {
  const theme = makeTheme({});
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [active, setActive] = useState(0);
  const prefix = usePrefix({ status, theme });
  useKeypress((key) => {
    if (isEnterKey(key)) {
      setStatus('done');
      done(active);
    } else if (isUpKey(key)) setActive(Math.max(0, active - 1));
    else if (isDownKey(key)) setActive(Math.min(choices.length - 1, active + 1));
    else if (isNumberKey(key) && Number(key.name) <= choices.length) setActive(Math.max(0, Number(key.name) - 1));
  });
  const page = usePagination({
    items: choices,
    active,
    renderItem: ({ item, isActive }) => (isActive ? theme.style.highlight(`> ${item}`) : `  ${item}`),
    pageSize: 12,
    loop: false,
  });
  const asked = `${prefix} ${theme.style.message(message, status)}`;
  if (status === 'done') return `${asked} ${theme.style.answer(choices[active] ?? '')}`;
  return [asked, `${page}\n${theme.style.help('↑ ↓ move, enter takes it')}`];
});
