/** Deeper than any map that a person writes; keeps hostile input from exhausting the stack. */
export const DEEPEST = 60;

/** More values than any map has; only aliases that hold aliases reach it. */
export const MOST_VALUES = 50_000;

/** Bytes. More than any document that a person writes; half a mebibyte of YAML is read in about a second. */
export const LARGEST_FILE = 512 * 1024;
