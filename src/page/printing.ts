import { options } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** True while the page is being printed. Paper does not scroll: everything has to be drawn before the print begins. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const set = (value: boolean): void => {
      const { debounceRendering } = options;
      options.debounceRendering = (render) => render();
      setPrinting(value);
      if (debounceRendering) options.debounceRendering = debounceRendering;
      else delete options.debounceRendering;
    };
    const media = matchMedia('print');
    const changed = (): void => set(media.matches);
    const [begin, end] = [() => set(true), () => set(false)];
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    media.addEventListener('change', changed);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
      media.removeEventListener('change', changed);
    };
  }, []);
  return isPrinting;
}
