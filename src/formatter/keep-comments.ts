import type { CST } from 'yaml';
import type { CommentLine, Entry } from './tree.ts';

/** A comment on a line of its own, whose owner is known only when what follows it is. */
interface Pending extends CommentLine {
  column: number;
  /** Directly below a comment behind something, in the same column: these lines may go on with it. */
  continues: string[] | undefined;
}

/** A block that has ended since the last entry began: comments as deep as its entries are still its own. */
interface Ended {
  column: number;
  foot: CommentLine[];
}

const SCHEMA_LINE = /^#\s*yaml-language-server\s*:\s*\$schema\s*=\s*(\S+)\s*$/;

/**
 * Gives each comment its owner while a document is read from front to back. Behind something: that. On a line of
 * its own: the entry below, unless it is indented deeper, like the entries of a block that has just ended.
 */
export class CommentKeeper {
  readonly #text: string;
  #pending: Pending[] = [];
  #ended: Ended[] = [];
  /** Where a comment at the end of the current line belongs. */
  #slot: string[] | undefined;
  /** The comment behind something that lines below it in the same column continue, and where its last line ends. */
  #last: { lines: string[]; column: number; end: number } | undefined;
  /** Address in the first schema line; undefined also where such lines are ordinary comments. */
  schemaAddress: string | undefined;
  readonly #takesSchemaLine: boolean;

  constructor(text: string, takesSchemaLine: boolean) {
    this.#text = text;
    this.#takesSchemaLine = takesSchemaLine;
  }

  /** Takes the comments among tokens. */
  see(tokens: readonly CST.SourceToken[] | undefined): void {
    for (const token of tokens ?? []) if (token.type === 'comment') this.#comment(token);
  }

  /** From here on a comment at the end of the line belongs into `lines`. */
  behind(lines: string[] | undefined): void {
    this.#slot = lines;
  }

  /** An entry begins at `offset`, in a block whose entries stand in `column`; answers what stands above it. */
  begin(column: number, offset: number): Pick<Entry, 'above' | 'blankAbove' | 'gap'> {
    const above = this.#distribute(column);
    this.#ended = [];
    this.behind(undefined);
    const blank = this.#startsLine(offset) && this.#blankAbove(offset);
    const [first] = above;
    return { above, blankAbove: first ? first.blankAbove : blank, gap: first !== undefined && blank };
  }

  /** A block has ended. */
  ended(column: number, foot: CommentLine[]): void {
    this.#ended.push({ column, foot });
  }

  /** Comments between a key and a value at `offset` on a line below it, or before a closing bracket there. */
  takePending(offset: number): CommentLine[] {
    this.#continue(offset - this.#lineStart(offset));
    const pending = this.#pending.map(asLine);
    this.#pending = [];
    return pending;
  }

  /** The end of the document; answers the comments that belong to none of its blocks. */
  finish(): CommentLine[] {
    return this.#distribute(-1);
  }

  #comment({ source, offset }: CST.SourceToken): void {
    const text = source.trimEnd();
    const column = offset - this.#lineStart(offset);
    const end = offset + source.length;
    if (!this.#startsLine(offset) && this.#slot?.length === 0) {
      this.#slot.push(text);
      this.#last = { lines: this.#slot, column, end };
      return;
    }
    const [, address] = SCHEMA_LINE.exec(text) ?? [];
    if (address && this.#takesSchemaLine && this.schemaAddress === undefined && this.#startsLine(offset)) {
      this.schemaAddress = address;
      return;
    }
    const continues = this.#isBelowLast(column, offset) ? this.#last?.lines : undefined;
    this.#last = continues && { lines: continues, column, end };
    this.#pending.push({ text, column, continues, blankAbove: this.#blankAbove(offset) });
  }

  #isBelowLast(column: number, offset: number): boolean {
    return this.#last?.column === column && /^\n[ \t]*$/.test(this.#text.slice(this.#last.end, offset));
  }

  /** Lines that continue a comment do, unless they are as deep as what begins in `column`: then they are above that. */
  #continue(column: number): void {
    for (let [first] = this.#pending; first?.continues && first.column > column; [first] = this.#pending) {
      first.continues.push(first.text);
      this.#pending.shift();
    }
  }

  /** A comment goes to the innermost ended block that it is indented like; once one has not, no later one does. */
  #distribute(column: number): CommentLine[] {
    this.#continue(column);
    const above: CommentLine[] = [];
    let outermost = 0;
    for (const comment of this.#pending) {
      const at = this.#ended.findIndex(
        (block, index) => index >= outermost && block.column > column && block.column <= comment.column,
      );
      if (at === -1) {
        outermost = this.#ended.length;
        above.push(asLine(comment));
      } else {
        outermost = at;
        this.#ended[at]?.foot.push(asLine(comment));
      }
    }
    this.#pending = [];
    return above;
  }

  #lineStart(offset: number): number {
    return offset === 0 ? 0 : this.#text.lastIndexOf('\n', offset - 1) + 1;
  }

  #startsLine(offset: number): boolean {
    return /^[ \t]*$/.test(this.#text.slice(this.#lineStart(offset), offset));
  }

  #blankAbove(offset: number): boolean {
    const start = this.#lineStart(offset);
    return start > 0 && this.#text.slice(this.#lineStart(start - 1), start).trim() === '';
  }
}

function asLine({ text, blankAbove }: Pending): CommentLine {
  return { text, blankAbove };
}
