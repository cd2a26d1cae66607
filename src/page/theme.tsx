import { useState } from 'preact/hooks';

const dark = (): boolean => matchMedia('(prefers-color-scheme: dark)').matches;

/** Light for a bright room, dark for a dark one; at first as the system has it. */
export function ThemeButton() {
  const [isDark, setDark] = useState(
    () =>
      document.documentElement.dataset['theme'] === 'dark' ||
      (document.documentElement.dataset['theme'] === undefined && dark()),
  );
  const turn = (): void => {
    document.documentElement.dataset['theme'] = isDark ? 'light' : 'dark';
    setDark(!isDark);
  };
  return (
    <button type="button" class="theme" onClick={turn}>
      {isDark ? 'Light' : 'Dark'}
    </button>
  );
}
