/** A comment on a line of its own. */
export interface CommentLine {
  /** With its `#`, without the blanks behind it. */
  text: string;
  blankAbove: boolean;
}

/** What any node can have before its first character. */
interface Lead {
  /** Anchor and tag, as written. */
  props: string[];
  /** Comments between the key and this value, where the value stands on a line below its key. */
  above: CommentLine[];
}

/** A text, number, truth value or null that is not a block text. */
export interface Scalar extends Lead {
  type: 'scalar';
  style: 'plain' | 'single' | 'double';
  /** As written, with its quotes; several lines where it was written on several. */
  source: string;
  value: unknown;
  /** The schema allows text only here, so a spelling that another reader takes for a number is quoted. */
  textOnly: boolean;
}

/** A text below `|` or `>`. */
export interface BlockText extends Lead {
  type: 'block-text';
  /** `|` or `>`, and how line breaks at the end are kept: `-`, `+` or nothing. */
  mode: string;
  chomp: string;
  /** The header says how deep the text is indented, because its first line begins with a space. */
  indented: boolean;
  /** Without their indentation. */
  lines: string[];
  comment?: string;
}

/** `*name`. */
export interface Alias extends Lead {
  type: 'alias';
  source: string;
}

/** Nothing at all behind a key or dash. */
export interface Empty extends Lead {
  type: 'empty';
  /** Comments that stand where the value would. */
  inside: CommentLine[];
}

/** A mapping or a list. */
export interface Collection extends Lead {
  type: 'mapping' | 'list';
  /** Written with brackets. */
  flow: boolean;
  /** Comments above the first entry, set apart from it by a blank line: about the whole. */
  header: CommentLine[];
  entries: Entry[];
  /** Comments below the last entry. */
  foot: CommentLine[];
  /** Entries that take several lines are set apart by a blank line. */
  apart: boolean;
}

export type Node = Scalar | BlockText | Alias | Empty | Collection;

/** A key with its value, or an item of a list. */
export interface Entry {
  /** Comments above it, which go where it goes. */
  above: CommentLine[];
  /** A blank line above it and its comments. */
  blankAbove: boolean;
  /** A blank line between the comments and the key. */
  gap: boolean;
  /** None in a list. */
  key?: Scalar | Alias;
  /** Comment behind the key or dash of a value that stands below; further lines continue it. */
  head: string[];
  value: Node;
  /** Comment behind the value; further lines continue it. */
  behind: string[];
}

/** A YAML document with all its comments. */
export interface Tree {
  /** `%YAML 1.2` and the like. */
  directives: string[];
  /** Address in a `# yaml-language-server: $schema=…` line. */
  schemaAddress?: string;
  root: Entry;
  foot: CommentLine[];
}

/** An entry without comments, of which the rest is still to be read. */
export function newEntry(): Entry {
  return { above: [], blankAbove: false, gap: false, head: [], value: emptyNode(), behind: [] };
}

/** Nothing. */
export function emptyNode(props: string[] = []): Empty {
  return { type: 'empty', props, above: [], inside: [] };
}

/** Whether it is a mapping or list. */
export function isCollection(node: Node): node is Collection {
  return node.type === 'mapping' || node.type === 'list';
}
