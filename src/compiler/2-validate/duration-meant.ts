import { suggestion, type Suggestion } from '../../diagnostics/suggest.ts';
import { parseDuration } from '../../program/time.ts';

const UNITS = ['minute', 'hour', 'day', 'week', 'month', 'year'];

const ABBREVIATED: ReadonlyMap<string, string> = new Map([
  ['m', 'minute'],
  ['min', 'minute'],
  ['mins', 'minute'],
  ['h', 'hour'],
  ['hr', 'hour'],
  ['hrs', 'hour'],
  ['d', 'day'],
  ['w', 'week'],
  ['y', 'year'],
]);

/** "3d", "2hours", "1 dya", "for 3 days": what was probably meant. */
export function durationMeant(text: string): Suggestion | '' {
  const [, key, value] = /^\s*(for|until)\s+(.+)$/.exec(text) ?? [];
  if (key !== undefined) return { word: text, meant: `${key}: ${value}`, certain: false };
  const match = /^\s*(\d{1,4})\s*([A-Za-z]+)\s*$/.exec(text);
  if (!match) return '';
  const [, count = '', word = ''] = match;
  const letters = word.toLowerCase();
  const unit = ABBREVIATED.get(letters);
  const near = unit === undefined ? suggestion(letters.replace(/s$/, ''), UNITS) : undefined;
  const meant = unit ?? (near ? near.meant : undefined);
  if (meant === undefined) return '';
  // `m` could be minutes or months.
  const certain = near ? near.certain : letters !== 'm';
  return { word: text, meant: `${count} ${meant}${count === '1' ? '' : 's'}`, certain };
}

/** "3 days ago", "3 days before", "-3d": an offset into the past has a minus sign. */
export function offsetMeant(text: string): Suggestion | '' {
  const bare = text.replace(/^[-−–+]|\s+(ago|before|earlier|after|later)$/g, '');
  const duration = parseDuration(bare) === undefined ? durationMeant(bare) : { meant: bare };
  if (!duration) return '';
  const isEarlier = /^[-−–]|(ago|before|earlier)$/.test(text);
  return { word: text, meant: `${isEarlier ? '-' : ''}${duration.meant}`, certain: false };
}
