import type { CatalogEntry } from './catalog/entry.ts';
import { FLOW } from './catalog/flow.ts';
import { MEANING } from './catalog/meaning.ts';
import { POPULATION_PROBLEMS } from './catalog/populations.ts';
import { SENT_MAILS } from './catalog/sent-mails.ts';
import { SETTINGS } from './catalog/settings.ts';
import { SHAPE } from './catalog/shape.ts';
import { TEXTS } from './catalog/texts.ts';
import { YAML } from './catalog/yaml.ts';
import type { Diagnostic, Fix, Position, Related } from './diagnostic.ts';
import { renameFix } from './rename-fix.ts';
import { didYouMean, type Suggestion } from './suggest.ts';

/** Every diagnostic there is, with all its texts. */
export const CATALOG = {
  ...YAML,
  ...SHAPE,
  ...MEANING,
  ...FLOW,
  ...SETTINGS,
  ...POPULATION_PROBLEMS,
  ...TEXTS,
  ...SENT_MAILS,
};

/** A stable code, such as `MW203`. */
export type DiagnosticCode = keyof typeof CATALOG;

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name extends `${string}${' ' | '{' | '.'}${string}`
    ? Placeholder<Rest>
    : Name | Placeholder<Rest>
  : never;

/** The values that the texts of a code leave open. */
export type DiagnosticArgs<Code extends DiagnosticCode> = {
  [Name in Placeholder<(typeof CATALOG)[Code]['message' | 'hint']>]: Name extends 'suggestion'
    ? Suggestion | string
    : string | number;
};

/** Where a problem is; lines and columns from 1, `end` just behind the last character. */
export interface Place {
  file: string;
  start: Position;
  end: Position;
}

/** Makes a diagnostic of the catalog's texts. A suggestion that is certain is its fix. */
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
    message: capitalised(fill(entry.message, args)),
    hint: fill(entry.hint, args).trim(),
    docs: docsOf(code),
    file: place.file,
    start: place.start,
    end: place.end,
    related: more.related ?? [],
    fixes: more.fixes?.length ? more.fixes : renames(args, place),
  };
}

/** Address of a code's section in the reference. */
export function docsOf(code: string): string {
  return `https://mapwright.dev/diagnostics#${code.toLowerCase()}`;
}

/** The entry of a code, which may come from anywhere; undefined when there is none. */
export function entryOf(code: string): CatalogEntry | undefined {
  return Object.hasOwn(CATALOG, code) ? CATALOG[code as DiagnosticCode] : undefined;
}

/** What a sentence begins with may be filled in: "a map", "contact.yaml" in backticks. */
function capitalised(sentence: string): string {
  return /^[a-z]+ /.test(sentence) ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : sentence;
}

type Values = Readonly<Record<string, Suggestion | string | number>>;

function renames({ suggestion }: Values, place: Place): Fix[] {
  const fix = typeof suggestion === 'object' ? renameFix(suggestion, place) : undefined;
  return fix ? [fix] : [];
}

function fill(template: string, args: Values): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = args[name] ?? whole;
    return typeof value === 'object' ? didYouMean(value) : String(value);
  });
}
