import type { Document } from 'yaml';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { applied, fixOf, overlaps, type Edit, type Edited } from './edits.ts';
import { directives } from './mistakes/directives.ts';
import type { Mistake, Trouble } from './mistakes/mistake.ts';
import { misspelt } from './mistakes/misspelt.ts';
import { mistakesBehind } from './mistakes/recognise.ts';
import type { Span } from './origins.ts';
import { placeOf, type ParsedFile } from './parsed-file.ts';
import { readOnce } from './read-once.ts';

/** What could be read of a YAML text. */
export interface ReadYaml {
  /** Absent when a mistake hides what was meant. */
  document?: Document.Parsed;
  /** The text that the document's offsets count in, and the way back into the file's text. */
  edited: Edited;
  /** Where the text was mended without certainty, in the file's offsets. */
  uncertain: Span[];
  /** Values that were mended, in the file's offsets. */
  mended: Span[];
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
const MOST_EDITS = 5_000;

interface Parsed {
  edited: Edited;
  document: Document.Parsed;
}

interface Failed {
  edited: Edited;
  trouble: Trouble;
}

type Attempt = Parsed | Failed;

class Reading {
  readonly #part: YamlPart;
  readonly #edits: Edit[] = [];
  readonly #uncertain: Span[] = [];
  readonly #mended: Span[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  #charactersLeft = MOST_CHARACTERS;

  constructor(part: YamlPart) {
    this.#part = part;
  }

  run(): ReadYaml {
    const asWritten = this.#edited([]);
    for (const mistake of directives(asWritten.text)) this.#mend(mistake, asWritten);
    let attempt = this.#attempt([]);
    for (let repairs = 0; repairs < MOST_REPAIRS; repairs++) {
      const next = 'trouble' in attempt ? this.#repaired(attempt) : this.#withoutMisspelt(attempt);
      if (!next) break;
      attempt = next;
    }
    return this.#result(attempt);
  }

  /** Tells of the most telling mistake behind an error, and mends it; undefined when it cannot be mended. */
  #repaired({ trouble, edited }: Failed): Attempt | undefined {
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

  /**
   * Mends what parses and still says something else than was meant, such as a key with a non-breaking space in it;
   * undefined when there is nothing of that kind.
   */
  #withoutMisspelt({ document, edited }: Parsed): Attempt | undefined {
    const found = misspelt(document, edited.text).slice(0, MOST_EDITS);
    const fresh = found.filter(({ repair }) =>
      repair?.edits.every((edit) => !overlaps(inOriginalText(edit, edited), this.#edits)),
    );
    if (fresh.length === 0) return undefined;
    for (const mistake of fresh) this.#mend(mistake, edited);
    return this.#attempt([]);
  }

  #mend(mistake: Mistake, edited: Edited): void {
    const edits = (mistake.repair?.edits ?? []).map((edit) => inOriginalText(edit, edited));
    this.#diagnostics.push(this.#diagnostic(mistake, edited, true));
    this.#edits.push(...edits);
    if (mistake.repair?.title === undefined)
      this.#uncertain.push(...edits.map(({ start, end }) => this.#inFile({ start, end })));
    if (mistake.repair?.changesValue) {
      const { start, end } = mistake.span;
      this.#mended.push(this.#inFile({ start: edited.back(start), end: edited.back(end) }));
    }
  }

  #result(last: Attempt): ReadYaml {
    const about = { uncertain: this.#uncertain, mended: this.#mended, diagnostics: this.#diagnostics };
    return { edited: last.edited, ...('document' in last ? { document: last.document } : {}), ...about };
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
    return { edited, ...readOnce(edited.text) };
  }

  #diagnostic({ span, tell, repair }: Mistake, edited: Edited, isMended: boolean): Diagnostic {
    const { file } = this.#part;
    const inFile = ({ start, end }: Span) =>
      this.#inFile({ start: edited.back(start), end: edited.back(end) });
    const title = isMended ? repair?.title : undefined;
    const edits = (repair?.edits ?? []).map((edit) => ({ ...edit, ...inFile(edit) }));
    return tell(placeOf(file, inFile(span)), {
      fixes: title !== undefined && edits.length > 0 ? [fixOf(title, edits, file)] : [],
    });
  }
}

function inOriginalText(edit: Edit, { back }: Edited): Edit {
  return { start: back(edit.start), end: back(edit.end), text: edit.text };
}
