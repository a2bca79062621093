import type { Span } from '../origins.ts';
import { GivesUp } from './inline.ts';

/** A text, line by line; blank lines and comments are passed. */
export class Lines {
  /** Where the line begins, where its first character that is no space stands, and where it ends. */
  start = 0;
  at = 0;
  end = 0;
  /** Spaces before the first character; -1 behind the last line. */
  indent = -1;
  readonly comments: Span[] = [];
  readonly #text: string;
  #next = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.indent === -1;
  }

  /** Goes to the next line with content; false behind the last one. */
  next(): boolean {
    let commentsAt = -1;
    while (this.#next < this.#text.length) {
      this.start = this.#next;
      const newline = this.#text.indexOf('\n', this.start);
      const end = newline === -1 ? this.#text.length : newline;
      this.#next = end + 1;
      this.end = this.#text[end - 1] === '\r' ? end - 1 : end;
      this.at = this.skipSpaces(this.start);
      if (this.at >= this.end) continue;
      const indent = this.at - this.start;
      if (this.#text[this.at] !== '#') {
        // A comment that is indented otherwise belongs to what stands above it.
        if (commentsAt !== -1 && commentsAt !== indent) throw new GivesUp();
        this.indent = indent;
        return true;
      }
      if (commentsAt !== -1 && commentsAt !== indent) throw new GivesUp();
      commentsAt = indent;
      this.comments.push({ start: this.at, end: this.end });
    }
    if (commentsAt !== -1) throw new GivesUp();
    this.indent = -1;
    return false;
  }

  /** Ends the line behind a value, which ends at `valueEnd`; answers where the next line begins. */
  endLine(at: number, valueEnd: number): number {
    const { end } = this;
    if (at < end) {
      const isComment =
        this.#text[at] === '#' && at > valueEnd && (at + 1 === end || this.#text[at + 1] === ' ');
      if (!isComment) throw new GivesUp();
      this.comments.push({ start: at, end });
    }
    const behind = Math.min(this.#next, this.#text.length);
    this.next();
    return behind;
  }

  /** The first place at or behind `from` that holds no space. */
  skipSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === SPACE) at++;
    return at;
  }
}

const SPACE = 32;
