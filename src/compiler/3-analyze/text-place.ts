import type { Place } from '../../diagnostics/catalog.ts';
import { placeOf, valuePlace, type ParsedFile } from '../1-parse/parsed-file.ts';
import { valueSpan, type Span } from '../1-parse/origins.ts';

/** The place of a part of a text value; of the whole value where the YAML spells the text differently. */
export function textPlace(file: ParsedFile, container: object, key: string, part: Span): Place {
  const value = valueSpan(file.origins, container, key);
  const text = (container as Record<string, unknown>)[key];
  if (!value || typeof text !== 'string') return valuePlace(file, container, key);
  const within = file.text.slice(value.start, value.end).indexOf(text);
  if (within === -1) return placeOf(file, value);
  const start = value.start + within;
  return placeOf(file, { start: start + part.start, end: start + part.end });
}
