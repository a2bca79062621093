import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed, suggestion } from '../../diagnostics/suggest.ts';
import { EVENT_MATCH_KEYS } from '../../language/vocabulary.generated.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import type { MapContext } from './map-context.ts';
import { mayBeMissing } from './sources.ts';

const BUILT_IN = Object.keys(EVENT_MATCH_KEYS);
const MATCH_KEYS = new Set<string>(Object.values(EVENT_MATCH_KEYS).flat());

/** Checks that the event after `on` is built in or one of events.yaml, and that a custom one has no match keys. */
export function checkEvent(
  listener: { on: string },
  where: string,
  { doc, sources, report }: MapContext,
): void {
  if (Object.hasOwn(EVENT_MATCH_KEYS, listener.on)) return;
  const custom = Object.keys(sources.events?.value.events ?? {});
  if (!custom.includes(listener.on)) {
    if (mayBeMissing(sources, 'events')) return;
    const known = [...BUILT_IN, ...custom];
    const args = { what: `\`${where}.on\``, value: listener.on, allowed: listed(known, known.length) };
    report(
      diagnostic(
        'MW204',
        { ...args, suggestion: suggestion(listener.on, known) },
        valuePlace(doc.file, listener, 'on'),
      ),
    );
    return;
  }
  for (const key of Object.keys(listener).filter((one) => MATCH_KEYS.has(one))) {
    const args = { key, where: `\`${where}\` (on: ${listener.on})`, allowed: '`on`, `where`', suggestion: '' };
    report(diagnostic('MW203', args, keyPlace(doc.file, listener, key)));
  }
}
