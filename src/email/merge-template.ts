import Handlebars from 'handlebars';
import { EmailError } from './compiled-email.ts';
import { mergeHelpers } from './merge-helpers.ts';
import type { Wording } from './merge-helpers.ts';

type Template = (fields: object, wording: Wording) => string;

/** How values are written: escaped for HTML, or as they are for subjects and text parts. */
export type Escaping = 'html' | 'none';

/** An environment of its own: the closed set of helpers, no partials, no `with`, `lookup` or `log`. */
const engine = Handlebars.create();
for (const name of ['with', 'lookup', 'log']) engine.unregisterHelper(name);
engine.registerHelper(mergeHelpers);

const OPTIONS = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: { date: true, money: true, default: true, with: false, lookup: false, log: false },
};

/** Marks every path as required: by itself Handlebars lets a helper's misspelt argument pass as undefined. */
class Strictness extends Handlebars.Visitor {
  override PathExpression(path: hbs.AST.PathExpression & { strict?: boolean }): void {
    path.strict = true;
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    // `{{{x}}}` would print a value as HTML; nothing a partner typed may do that.
    mustache.escaped = true;
    super.MustacheStatement(mustache);
  }
}

function parse(source: string): hbs.AST.Program {
  const tree = engine.parse(source);
  new Strictness().accept(tree);
  return tree;
}

/**
 * Proves that a template can be compiled.
 * @throws EmailError with line and column when a tag is malformed or names an unknown helper.
 */
export function checkTemplate(source: string): void {
  try {
    engine.precompile(parse(source), OPTIONS);
  } catch (error) {
    throw new EmailError(reasonOf(error), { cause: error });
  }
}

const compiled = new Map<string, Template>();
const MOST_COMPILED = 1_000;

/**
 * The template as a function, compiled once. Keyed by the text itself, so it can never be stale.
 * The function throws EmailError for a field that the mail does not have.
 */
export function templateOf(source: string, escaping: Escaping): Template {
  const key = `${escaping}:${source}`;
  const known = compiled.get(key);
  if (known) return known;
  const template = compileTemplate(source, escaping);
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  compiled.set(key, template);
  return template;
}

function compileTemplate(source: string, escaping: Escaping): Template {
  const run = engine.compile<object>(parse(source), { ...OPTIONS, noEscape: escaping === 'none' });
  return (fields, wording) => {
    try {
      return run(fields, { data: { wording } });
    } catch (error) {
      const field = missingField(source, error);
      throw new EmailError(field ? `it has no field "${field}".` : reasonOf(error), { cause: error });
    }
  };
}

/** Handlebars names the last part of a path that it did not find; its place in the source shows the whole path. */
function missingField(source: string, error: unknown): string | undefined {
  if (!(error instanceof Handlebars.Exception) || !error.message.includes('not defined in')) return undefined;
  const line = source.split('\n')[error.lineNumber - 1];
  return error.lineNumber === error.endLineNumber ? line?.slice(error.column, error.endColumn) : undefined;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
