import { parseDocument, type Document } from 'yaml';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { applied, fixOf, overlaps, type Edit, type Edited } from './edits.ts';
import { directives } from './mistakes/directives.ts';
import { lineAt } from './mistakes/lines.ts';
import type { Mistake, Trouble } from './mistakes/mistake.ts';
import { misspelt } from './mistakes/misspelt.ts';
import { mistakesBehind } from './mistakes/recognise.ts';
import type { Span } from './origins.ts';
import { placeOf, type ParsedFile } from './parsed-file.ts';

/** What could be read of a YAML text. */
export interface ReadYaml {
  /** Absent when a mistake hides what was meant. */
  document?: Document.Parsed;
  /** The text that the document's offsets count in, and the way back into the file's text. */
  edited: Edited;
  /** Where the text was mended without certainty, in the file's offsets. */
  uncertain: Span[];
  diagnostics: Diagnostic[];
}

/** The part of a file's text that is YAML. */
export interface YamlPart {
  file: Pick<ParsedFile, 'path' | 'lines' | 'text'>;
  text: string;
  /** Where it begins in the file's text. */
  base: number;
}

/**
 * Reads YAML. A mistake that can be mended beyond doubt is mended in memory, so that the rest of the document is
 * read as it was meant: all mistakes show in one pass, and none has an echo. The first one that cannot ends the reading.
 */
export function readYaml(part: YamlPart): ReadYaml {
  return new Reading(part).run();
}

// A hostile file is not worth more: each repair is tried by reading the text again.
const MOST_REPAIRS = 25;
const MOST_CHARACTERS = 600_000;
const MOST_ROUNDS = 10;
const MOST_EDITS = 5_000;

interface Parsed {
  edited: Edited;
  document: Document.Parsed;
}

type Attempt = Parsed | { edited: Edited; trouble: Trouble };

class Reading {
  readonly #part: YamlPart;
  readonly #edits: Edit[] = [];
  readonly #uncertain: Span[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  #charactersLeft = MOST_CHARACTERS;

  constructor(part: YamlPart) {
    this.#part = part;
  }

  run(): ReadYaml {
    const asWritten = this.#edited([]);
    for (const mistake of directives(asWritten.text)) this.#mend(mistake, asWritten);
    let attempt = this.#attempt([]);
    for (let repairs = 0; 'trouble' in attempt; repairs++) {
      const next = repairs < MOST_REPAIRS ? this.#repaired(attempt.trouble, attempt.edited) : undefined;
      if (!next) return this.#result(attempt);
      attempt = next;
    }
    return this.#withoutMisspelt(attempt);
  }

  /** Tells of the most telling mistake behind an error, and mends it; undefined when it cannot be mended. */
  #repaired(trouble: Trouble, edited: Edited): Attempt | undefined {
    const { likely, otherwise } = mistakesBehind(trouble);
    for (const mistake of likely) {
      const attempt = mistake.repair && this.#tried(mistake.repair.edits, trouble, edited);
      if (!attempt && mistake.repair) continue;
      if (attempt) this.#mend(mistake, edited);
      else this.#diagnostics.push(this.#diagnostic(mistake, edited, false));
      return attempt;
    }
    this.#diagnostics.push(this.#diagnostic(likely[0] ?? otherwise, edited, false));
    return undefined;
  }

  /** Reads the text with further edits; undefined when the error does not go away. */
  #tried(edits: readonly Edit[], trouble: Trouble, edited: Edited): Attempt | undefined {
    if (this.#charactersLeft < edited.text.length || edits.length > MOST_EDITS) return undefined;
    const inOriginal = edits.map((edit) => inOriginalText(edit, edited));
    if (inOriginal.some((edit) => overlaps(edit, this.#edits))) return undefined;
    const attempt = this.#attempt(inOriginal);
    if (!('trouble' in attempt)) return attempt;
    const behind = Math.max(edited.back(trouble.span.start), ...inOriginal.map(({ end }) => end));
    return attempt.edited.back(attempt.trouble.span.start) > behind ? attempt : undefined;
  }

  /** What parses and still says something else than was meant, such as a key with a non-breaking space in it. */
  #withoutMisspelt(first: Parsed): ReadYaml {
    for (let parsed = first, rounds = 0; ; rounds++) {
      const found = misspelt(parsed.document, parsed.edited.text).slice(0, MOST_EDITS);
      const isWorthIt = rounds < MOST_ROUNDS && this.#charactersLeft > parsed.edited.text.length;
      const mendable = isWorthIt ? found.filter(({ repair }) => repair) : [];
      if (mendable.length === 0) {
        for (const mistake of found) this.#diagnostics.push(this.#diagnostic(mistake, parsed.edited, false));
        return this.#result(found.length === 0 ? parsed : { edited: parsed.edited });
      }
      for (const mistake of mendable) this.#mend(mistake, parsed.edited);
      const attempt = this.#attempt([]);
      if ('trouble' in attempt) return this.#result(attempt);
      parsed = attempt;
    }
  }

  #mend(mistake: Mistake, edited: Edited): void {
    const edits = (mistake.repair?.edits ?? []).map((edit) => inOriginalText(edit, edited));
    this.#diagnostics.push(this.#diagnostic(mistake, edited, true));
    this.#edits.push(...edits);
    if (mistake.repair?.title === undefined)
      this.#uncertain.push(...edits.map(({ start, end }) => this.#inFile({ start, end })));
  }

  #result(read: { edited: Edited; document?: Document.Parsed }): ReadYaml {
    const { edited, document } = read;
    return { edited, ...(document ? { document } : {}), uncertain: this.#uncertain, diagnostics: this.#diagnostics };
  }

  #inFile({ start, end }: Span): Span {
    return { start: start + this.#part.base, end: end + this.#part.base };
  }

  #edited(more: readonly Edit[]): Edited {
    return applied(this.#part.text, [...this.#edits, ...more]);
  }

  #attempt(more: readonly Edit[]): Attempt {
    const edited = this.#edited(more);
    this.#charactersLeft -= edited.text.length;
    return { edited, ...parsed(edited.text) };
  }

  #diagnostic({ span, tell, related, repair }: Mistake, edited: Edited, isMended: boolean): Diagnostic {
    const { file } = this.#part;
    const inFile = ({ start, end }: Span) => this.#inFile({ start: edited.back(start), end: edited.back(end) });
    const title = isMended ? repair?.title : undefined;
    const edits = (repair?.edits ?? []).map((edit) => ({ ...edit, ...inFile(edit) }));
    return tell(placeOf(file, inFile(span)), {
      related: (related ?? []).map((one) => ({ message: one.message, ...placeOf(file, inFile(one.span)) })),
      fixes: title !== undefined && edits.length > 0 ? [fixOf(title, edits, file)] : [],
    });
  }
}

function inOriginalText(edit: Edit, { back }: Edited): Edit {
  return { start: back(edit.start), end: back(edit.end), text: edit.text };
}

function parsed(text: string): { document: Document.Parsed } | { trouble: Trouble } {
  try {
    const document = parseDocument(text, {
      prettyErrors: false,
      uniqueKeys: false,
      stringKeys: true,
      logLevel: 'error',
    });
    const first = firstProblem(document, text);
    return first ? { trouble: first } : { document };
  } catch (error) {
    // The parser recurses; a few thousand nested brackets exhaust the stack before any bound of ours is met.
    if (!(error instanceof RangeError)) throw error;
    return { trouble: troubleAt({ code: 'RESOURCE_EXHAUSTION', message: '', pos: [0, 0] }, text) };
  }
}

/** The first of the library's complaints; what follows it is mostly its echo. */
function firstProblem({ errors, warnings }: Document.Parsed, text: string): Trouble | undefined {
  if (errors.length === 0 && warnings.length === 0) return undefined;
  const problems = [...errors, ...warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED')];
  const real = problems.filter(({ code, pos }) => code !== 'MULTIPLE_DOCS' || !isBlankDocument(text.slice(pos[0])));
  const [first] = real.sort((a, b) => a.pos[0] - b.pos[0]);
  return first && troubleAt(first, text);
}

/** A `---` or `...` at the end, with nothing behind it, begins no second document. */
function isBlankDocument(rest: string): boolean {
  return /^(?:(?:---|\.\.\.)?[ \t]*(?:#[^\n]*)?(?:\r?\n|$))+$/.test(rest);
}

function troubleAt(error: { code: string; message: string; pos: [number, number] }, text: string): Trouble {
  const start = Math.min(error.pos[0], text.trimEnd().length);
  const span = { start, end: Math.max(Math.min(error.pos[1], text.length), start) };
  return { code: error.code, message: error.message, span, text, line: lineAt(text, start) };
}
