import { formatMoney } from '../../program/money.ts';
import type { DeclaredValue } from '../../program/settings.ts';
import { html, type Fragment } from './html.ts';
import { when, type Reader } from './when.ts';

/** What an event of events.yaml carried, as its reader writes it; a name that is no longer declared shows as it is kept. */
export function eventData(
  data: Readonly<Record<string, unknown>>,
  declared: Readonly<Record<string, DeclaredValue>>,
  reader: Reader,
): Fragment {
  const values = Object.entries(data);
  if (values.length === 0) return undefined;
  return html`<dl class="answers">
    ${values.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${inWords(value, declared[name], reader)}</dd>
        </div>`,
    )}
  </dl>`;
}

/** The kernel keeps money in minor units and instants in milliseconds. */
function inWords(value: unknown, declared: DeclaredValue | undefined, reader: Reader): Fragment {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value !== 'number') return String(value);
  if (declared?.type === 'money' && declared.currency)
    return formatMoney(value, declared.currency, reader.locale);
  if (declared?.type === 'instant') return when(value, reader);
  return declared ? new Intl.NumberFormat(reader.locale).format(value) : String(value);
}
