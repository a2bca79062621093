import { diagnostic } from '../../diagnostics/catalog.ts';
import { checkValueExpression } from './check-condition.ts';
import type { Known } from './known.ts';
import type { MapContext } from './map-context.ts';
import { textPlace } from './text-place.ts';

/** Checks a value that is sent out: texts may refer to secrets, and `{ cel: … }` stands for a computed value. */
export function checkTemplateValue(
  context: MapContext,
  container: object,
  key: string | number,
  known: readonly Known[],
): void {
  const value = (container as Record<string | number, unknown>)[key];
  if (typeof value === 'string') return checkReferences(context, container, String(key), value);
  if (typeof value !== 'object' || value === null) return undefined;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === 'cel')
    return checkValueExpression(context, value, 'cel', known, 'any');
  for (const inner of keys)
    checkTemplateValue(context, value, Array.isArray(value) ? Number(inner) : inner, known);
}

/** `${secret.NAME}` is the only reference there is; another would be sent as it is written. */
function checkReferences({ doc, report }: MapContext, container: object, key: string, text: string): void {
  for (const { index, 0: whole } of text.matchAll(/\$\{[^}]*\}?/g)) {
    if (/^\$\{secret\.[A-Z][A-Z0-9_]*\}$/.test(whole)) continue;
    const place = textPlace(doc.file, container, key, { start: index, end: index + whole.length });
    report(diagnostic('MW361', { reference: whole }, place));
  }
}
