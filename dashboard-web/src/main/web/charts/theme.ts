import { onScopeDispose, type ShallowRef, shallowRef } from 'vue';

/** The colours of the page, as charts need them. */
export interface Theme {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  /** For what has no colour of its own. */
  readonly other: string;
  readonly series: readonly string[];
}

export const SERIES_COLOURS = 8;

/** The style sheet's colours; they change with the system's preference for light or dark. */
export function useTheme(): Readonly<ShallowRef<Theme>> {
  const theme = shallowRef(read());
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const changed = () => {
    theme.value = read();
  };
  dark.addEventListener('change', changed);
  onScopeDispose(() => {
    dark.removeEventListener('change', changed);
  });
  return theme;
}

function read(): Theme {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    surface: colour('surface'),
    text: colour('text'),
    muted: colour('muted'),
    line: colour('line'),
    accent: colour('accent'),
    other: colour('other'),
    series: Array.from({ length: SERIES_COLOURS }, (_, i) => colour(`series-${i + 1}`)),
  };
}
