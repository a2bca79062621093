import { html, type Fragment, type Html } from './html.ts';
import type { Wordbook } from './wordbook.ts';

/** An event time that differs by less than this from the recording is not worth telling. */
export const SAME_MOMENT_MS = 60_000;

/** One line of the story: what happened, and what belongs to it. */
export interface TimelineLine {
  /** What kind of thing it was: its colour. */
  tone: 'form' | 'ask' | 'good' | 'bad' | 'mail' | 'money' | 'login' | 'plain-badge';
  title: Fragment;
  details?: Fragment;
}

/** Where on a map something belongs. */
export function place(words: Wordbook, map: string, step: string): Html {
  return html`<p class="under">${words.map(map)} · ${words.step(map, step)}</p>`;
}
