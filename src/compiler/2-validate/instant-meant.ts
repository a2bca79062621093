import { isCalendarDate, readInstant } from '../../program/time.ts';

/** "2026-02-30" is the last day of February, "2026-2-3" lacks its zeros; empty where no date can be told. */
export function dayMeant(text: string): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim()) ?? [];
  const first = `${year}-${month.padStart(2, '0')}`;
  for (let number = Math.min(Number(day), 31); number > 0; number--) {
    const meant = `${first}-${String(number).padStart(2, '0')}`;
    if (isCalendarDate(meant)) return meant;
  }
  return '';
}

/** The day may be none, the time or its offset may lack, a space may stand for the `T`; empty where no instant can be told. */
export function instantMeant(text: string): string {
  const [, day = '', time = '00:00:00', offset = 'Z'] =
    /^([\d-]+)(?:[Tt ]+(\d{1,2}:\d{2}(?::\d{2})?))?\s*([Zz]|[+-]\d{2}:\d{2})?$/.exec(text.trim()) ?? [];
  const meant = `${dayMeant(day)}T${time.padStart(time.length > 5 ? 8 : 5, '0')}${offset}`;
  return readInstant(meant) === undefined ? '' : meant;
}

/** What a date or date-time of the right form is not, when its month lacks the day. */
export function lackingDay(text: string): string | undefined {
  const [, month = ''] = /^(\d{4}-\d{2})-\d{2}(?:[Tt]|$)/.exec(text) ?? [];
  const last = dayMeant(`${month}-31`);
  if (last === '' || isCalendarDate(text.slice(0, last.length))) return undefined;
  return `a day that there is: its month has ${last.slice(-2)} days`;
}
