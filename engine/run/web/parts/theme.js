// Light or dark: as the system says, until somebody says otherwise; that is kept in the browser.
import { icon } from '../icons.js';

const m = window.m;

const key = 'cuetrace.theme';

function kept() {
  try {
    return window.localStorage.getItem(key) || '';
  } catch {
    return '';
  }
}

export function applyTheme(theme = kept()) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

function isDark() {
  const said = document.documentElement.dataset.theme;
  return said ? said === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
}

function toggle() {
  const theme = isDark() ? 'light' : 'dark';
  applyTheme(theme);
  try {
    window.localStorage.setItem(key, theme);
  } catch {
    /* then it lasts as long as the page */
  }
}

export const ThemeButton = {
  view: () =>
    m(
      'button.small.plain.square',
      {
        type: 'button',
        onclick: toggle,
        'aria-label': isDark() ? 'Use the light theme' : 'Use the dark theme',
        title: isDark() ? 'Light theme' : 'Dark theme',
      },
      icon(isDark() ? 'sun' : 'moon'),
    ),
};
