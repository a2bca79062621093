import type { Cel } from '../program.ts';
import type { Template } from '../step-types.ts';

/**
 * What the expressions of a template come to now, by their text. Contacts' values stay apart from the texts of the map,
 * of which alone the activity takes that they may name a secret.
 */
export function templateValues<V>(template: Template, valueOf: (cel: Cel) => V): Record<Cel, V> {
  return Object.fromEntries(expressionsIn(template).map((cel) => [cel, valueOf(cel)]));
}

function expressionsIn(template: Template): Cel[] {
  if (typeof template !== 'object' || template === null) return [];
  if (Array.isArray(template)) return template.flatMap(expressionsIn);
  const { cel, ...others } = template;
  if (typeof cel === 'string' && Object.keys(others).length === 0) return [cel];
  return Object.values(template).flatMap(expressionsIn);
}
