import type { CatalogEntry } from './catalog/entry.ts';
import { FLOW } from './catalog/flow.ts';
import { MEANING } from './catalog/meaning.ts';
import { SETTINGS } from './catalog/settings.ts';
import { SHAPE } from './catalog/shape.ts';
import { TEXTS } from './catalog/texts.ts';
import { YAML } from './catalog/yaml.ts';
import type { Diagnostic, Fix, Position, Related } from './diagnostic.ts';

/** Every diagnostic there is, with all its texts. */
export const CATALOG = { ...YAML, ...SHAPE, ...MEANING, ...FLOW, ...SETTINGS, ...TEXTS };

/** A stable code, such as `MW203`. */
export type DiagnosticCode = keyof typeof CATALOG;

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name extends `${string}${' ' | '{' | '.'}${string}`
    ? Placeholder<Rest>
    : Name | Placeholder<Rest>
  : never;

/** The values that the texts of a code leave open. */
export type DiagnosticArgs<Code extends DiagnosticCode> = Record<
  Placeholder<(typeof CATALOG)[Code]['message' | 'hint']>,
  string | number
>;

/** Where a problem is; lines and columns from 1, `end` just behind the last character. */
export interface Place {
  file: string;
  start: Position;
  end: Position;
}

/** Makes a diagnostic of the catalog's texts. */
export function diagnostic<Code extends DiagnosticCode>(
  code: Code,
  args: DiagnosticArgs<Code>,
  place: Place,
  more: { related?: Related[]; fixes?: Fix[] } = {},
): Diagnostic {
  const entry: CatalogEntry = CATALOG[code];
  return {
    code,
    severity: entry.severity,
    message: fill(entry.message, args),
    hint: fill(entry.hint, args).trim(),
    docs: `https://mapwright.dev/diagnostics#${code.toLowerCase()}`,
    file: place.file,
    start: place.start,
    end: place.end,
    related: more.related ?? [],
    fixes: more.fixes ?? [],
  };
}

function fill(template: string, args: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole));
}
