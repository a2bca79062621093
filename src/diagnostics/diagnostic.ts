/** A place in a source file; lines and columns count from 1, columns in UTF-16 code units. */
export interface Position {
  line: number;
  column: number;
}

export type Severity = 'error' | 'warning' | 'info';

/** A place that explains the problem, such as the first definition of a duplicate id. */
export interface Related {
  message: string;
  file: string;
  start: Position;
  end: Position;
}

/**
 * An edit that certainly mends the problem: replace `start`–`end` of `file` by `text`. The fixes of one diagnostic
 * belong together. An edit of nothing means that saving the file as the compiler reads it is the fix.
 */
export interface Fix {
  title: string;
  file: string;
  start: Position;
  end: Position;
  /** What must stand there now, where that is part of the certainty: else the fix is not made. */
  replaces?: string;
  text: string;
}

/** An author's mistake, as a value. `check --format json` prints exactly these. */
export interface Diagnostic {
  /** Stable code, such as `MW203`. */
  code: string;
  severity: Severity;
  /** What is wrong, and why it matters where that is not obvious. */
  message: string;
  /** How to fix it. */
  hint: string;
  /** Address of the code's page in the reference. */
  docs: string;
  /** Path relative to the working directory, with forward slashes. */
  file: string;
  start: Position;
  end: Position;
  related: Related[];
  fixes: Fix[];
}
