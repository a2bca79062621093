import type { ContactEventOf, FieldChange, FieldValue, MapFact } from '../../program/events.ts';
import { formatMoney } from '../../program/money.ts';
import type { OwnField } from '../../program/settings.ts';
import { html } from './html.ts';
import type { TimelineLine } from './timeline-line.ts';
import { when, type Reader } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** A change of own fields and tags: what is new, and who (or which map) made it so. */
export function changeLine(
  { by, changes, tags, reason }: ContactEventOf<'contact-changed'>['data'],
  words: Wordbook,
  reader: Reader,
): TimelineLine {
  const status = changes.find(({ field }) => field === 'status');
  if (status) return suspensionLine(status, by, reason);
  const fields = changes.filter(({ field }) => field !== 'tags');
  const names = fields.map(({ field }) => field);
  const parts = [
    ...(names.length > 0 ? [`set ${names.join(', ')}`] : []),
    ...(tags?.added ?? []).map((tag) => `tag ${tag} added`),
    ...(tags?.removed ?? []).map((tag) => `tag ${tag} removed`),
  ];
  const what = parts.length > 0 ? parts.join(', ') : 'nothing changed: all was so already';
  return {
    tone: 'plain-badge',
    title: `${words.map(by)}: ${what}`,
    details: fields.map((change) => html`<p class="under">${fieldWords(change, words, reader)}</p>`),
  };
}

/** Only people suspend and reinstate. */
function suspensionLine({ after }: FieldChange, by: string, reason: string | undefined): TimelineLine {
  const isSuspended = after === 'suspended';
  return {
    tone: isSuspended ? 'bad' : 'good',
    title: `${isSuspended ? 'Suspended' : 'Reinstated'} by ${by}`,
    details: reason && html`<p class="under"><q>${reason}</q></p>`,
  };
}

/** What was done, to complete with a map. */
export const MAP_WORDS: Readonly<Record<MapFact, string>> = {
  added: 'Added to',
  removed: 'Removed from',
  paused: 'Paused on',
  resumed: 'Resumed on',
};

/** What was done to what the contact has on a map or on all, and by whom (or which map). */
export function mapLine(
  { type, data }: Pick<ContactEventOf<MapFact>, 'type' | 'data'>,
  words: Wordbook,
): TimelineLine {
  const at = 'at' in data && data.at !== undefined ? `, at ${words.step(data.map, data.at)}` : '';
  const where = data.map === undefined ? 'all maps' : words.map(data.map);
  return { tone: 'plain-badge', title: `${MAP_WORDS[type]} ${where}${at}, by ${words.map(data.by)}` };
}

function fieldWords({ field, before, after }: FieldChange, words: Wordbook, reader: Reader) {
  const shown = (value: FieldValue) => valueWords(value, words.field(field), reader);
  return html`${field}: ${shown(after)}${before === null ? '' : html`, before ${shown(before)}`}`;
}

function valueWords(value: FieldValue, field: OwnField | undefined, reader: Reader) {
  if (value === null || value === '') return 'empty';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return String(value);
  if (field?.type === 'instant') return when(value, reader);
  if (field?.currency) return formatMoney(value, field.currency, reader.locale);
  return new Intl.NumberFormat(reader.locale).format(value);
}
