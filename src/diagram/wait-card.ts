import type { WaitStep, Window } from '../program/step-types.ts';
import type { Card } from './card.ts';
import { durationWords, offsetWords } from './duration-words.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** How long a wait takes, or until when. */
export function waitCard(step: WaitStep): Card {
  const { window } = step;
  return { word: 'Wait', title: titleOf(step), lines: window ? [windowWords(window)] : [] };
}

function titleOf({ for: length, until, untilField, offset, at, window }: WaitStep): string {
  const time = at === undefined ? '' : `, ${at}`;
  if (length) return `${durationWords(length)}${at === undefined ? '' : `, then until ${at}`}`;
  const start =
    untilField ??
    (typeof until === 'number'
      ? `${new Date(until).toISOString().slice(0, 16).replace('T', ' ')} UTC`
      : until);
  if (start !== undefined) return `Until ${offsetWords(offset, start)}${time}`;
  if (at !== undefined) return `Until ${at}`;
  return window ? 'Until working hours' : 'No time';
}

function windowWords({ days, from, to, zone }: Window): string {
  const where = zone === 'contact' ? 'in the contact’s zone' : zone;
  return `goes on ${dayWords(days)} ${from}–${to}, ${where}`;
}

/** "Mon–Fri", "Mon, Wed". */
function dayWords(days: readonly number[]): string {
  if (days.length === 7) return 'daily';
  const names = days.map((day) => DAYS[day - 1] ?? String(day));
  const inRow =
    days.length > 2 && days.every((day, index) => index === 0 || day === (days[index - 1] ?? 0) + 1);
  return inRow ? `${names[0]}–${names.at(-1)}` : names.join(', ');
}
