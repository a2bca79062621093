import { parse } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import { checkHelper, HELPERS, type HelperName } from './check-helper.ts';
import type { MergeFields } from './merge-fields.ts';
import { resolvePath, type Scope } from './resolve-path.ts';
import type { Report, Sources } from './sources.ts';
import type { MergeUse } from './templates.ts';

/** A text with merge fields, and how its offsets become places. */
export interface TemplateText {
  text: string;
  placeAt: (start: number, end: number) => Place;
  merge: MergeFields;
  sources: Sources;
  report: Report;
}

type Callable = Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash' | 'loc'>;

/** Checks a text's merge fields and helpers, and lists the fields that it uses. */
export function checkTemplate(source: TemplateText): MergeUse[] {
  if (!source.text.includes('{{')) return [];
  try {
    const tree = parse(source.text);
    const checker = new TemplateChecker(source);
    checker.program(tree, [{ of: 'mail' }]);
    return checker.uses;
  } catch (error) {
    source.report(syntaxProblem(source, error as Error));
    return [];
  }
}

/** What the items of the lists that have attributes are. */
const ITEMS: Readonly<Record<string, Scope['of']>> = { links: 'link', sales: 'sale' };

class TemplateChecker {
  readonly uses: MergeUse[] = [];
  readonly #source: TemplateText;
  readonly #lineStarts: number[];

  constructor(source: TemplateText) {
    this.#source = source;
    this.#lineStarts = startsOf(source.text);
  }

  program(program: hbs.AST.Program | undefined, scopes: readonly Scope[]): void {
    if (program?.blockParams?.length)
      this.#refuse('Block parameters (`as |name|`)', 'Use `this` inside `{{#each}}`.', program);
    for (const statement of program?.body ?? []) this.#statement(statement, scopes);
  }

  #statement(statement: hbs.AST.Statement, scopes: readonly Scope[]): void {
    switch (statement.type) {
      case 'MustacheStatement': {
        const mustache = statement as hbs.AST.MustacheStatement;
        if (!mustache.escaped)
          return this.#refuse('Unescaped output (`{{{…}}}`)', 'Use two braces: `{{field}}`.', mustache);
        return this.#output(mustache, scopes);
      }
      case 'BlockStatement':
        return this.#block(statement as hbs.AST.BlockStatement, scopes);
      case 'PartialStatement':
      case 'PartialBlockStatement':
        return this.#refuse(
          'A partial (`{{> …}}`)',
          'Write the text itself, or put it into the layout.',
          statement,
        );
      case 'Decorator':
      case 'DecoratorBlock':
        return this.#refuse('A decorator (`{{* …}}`)', 'Remove it.', statement);
      default:
        return undefined;
    }
  }

  #output(mustache: hbs.AST.MustacheStatement, scopes: readonly Scope[]): void {
    if (mustache.params.length > 0 || mustache.hash) return this.#helper(mustache, scopes, 'inline');
    const { path } = mustache;
    if (path.type !== 'PathExpression') return undefined;
    if (HELPERS.includes((path as hbs.AST.PathExpression).original as HelperName))
      return this.#helper(mustache, scopes, 'inline');
    const type = this.#path(path as hbs.AST.PathExpression, scopes);
    if (type !== 'links' && type !== 'sales') return undefined;
    const name = (path as hbs.AST.PathExpression).original;
    const args = {
      name,
      problem: 'is a list and cannot be printed',
      example:
        type === 'links'
          ? `{{#each ${name}}}{{title}}: {{url}}{{/each}}`
          : `{{#each ${name}}}{{amount}}{{/each}}`,
    };
    return this.#source.report(diagnostic('MW416', args, this.#place(path.loc)));
  }

  #block(block: hbs.AST.BlockStatement, scopes: readonly Scope[]): void {
    this.#helper(block, scopes, 'block');
    const [list] = block.params;
    const inner =
      (block.path as hbs.AST.PathExpression).original === 'each' && list?.type === 'PathExpression';
    const path = inner ? (list as hbs.AST.PathExpression).original : undefined;
    this.program(block.program, path === undefined ? scopes : [...scopes, { of: ITEMS[path] ?? 'value' }]);
    this.program(block.inverse, scopes);
  }

  #helper(call: Callable, scopes: readonly Scope[], position: 'inline' | 'block'): void {
    const name = (call.path as hbs.AST.PathExpression).original as HelperName;
    const place = this.#place(call.path.loc);
    if (!HELPERS.includes(name)) {
      const known = HELPERS.map((one) => `\`${one}\``).join(', ');
      return this.#source.report(
        diagnostic('MW414', { name, known, suggestion: suggestion(name, HELPERS) }, place),
      );
    }
    const types = call.params.map((param) => this.#argument(param, scopes));
    const problem = checkHelper(name, types, position, call.hash?.pairs.length ?? 0);
    if (problem) this.#source.report(diagnostic('MW416', { name, ...problem }, place));
  }

  #argument(param: hbs.AST.Expression, scopes: readonly Scope[]): string | undefined {
    if (param.type === 'PathExpression') return this.#path(param as hbs.AST.PathExpression, scopes);
    if (param.type === 'SubExpression') {
      this.#helper(param as hbs.AST.SubExpression as unknown as Callable, scopes, 'inline');
      return undefined;
    }
    return param.type;
  }

  /** The type of what a path names; undefined when it is nothing, which is then reported. */
  #path(path: hbs.AST.PathExpression, scopes: readonly Scope[]): string | undefined {
    const { merge, report, sources } = this.#source;
    const found = resolvePath(path, scopes, merge, sources);
    const place = this.#place(path.loc);
    if ('problem' in found) {
      if (found.problem) report(found.problem(place));
      return undefined;
    }
    if (found.path !== undefined) this.uses.push({ path: found.path, place });
    return found.type;
  }

  #refuse(feature: string, instead: string, node: { loc: hbs.AST.SourceLocation }): void {
    this.#source.report(diagnostic('MW415', { feature, instead }, this.#place(node.loc)));
  }

  #place({ start, end }: hbs.AST.SourceLocation): Place {
    const offset = ({ line, column }: hbs.AST.Position) => (this.#lineStarts[line - 1] ?? 0) + column;
    return this.#source.placeAt(offset(start), offset(end));
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  // Handlebars counts both kinds of line ends.
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}

function syntaxProblem({ text, placeAt }: TemplateText, error: Error) {
  const line = Number(
    (error as { lineNumber?: number }).lineNumber ?? /line (\d+)/.exec(error.message)?.[1] ?? 1,
  );
  const start = startsOf(text.trimEnd())[line - 1] ?? startsOf(text.trimEnd()).at(-1) ?? 0;
  const end = /[\r\n]|$/.exec(text.slice(start));
  const last = (error.message.split('\n').at(-1) ?? error.message).replace(/ - \d+:\d+$/, '');
  return diagnostic('MW411', { problem: inWords(last) }, placeAt(start, start + (end?.index ?? 0)));
}

/** What Handlebars says of a template that it cannot read, in words. */
function inWords(message: string): string {
  if (message.startsWith('Expecting'))
    return message.endsWith("'EOF'") ? 'a block is not closed' : 'the braces do not match';
  const [, opened, closed] = /^(\S+) doesn't match (\S+)$/.exec(message) ?? [];
  return opened === undefined ? message : `\`{{#${opened}}}\` is closed by \`{{/${closed}}}\``;
}
