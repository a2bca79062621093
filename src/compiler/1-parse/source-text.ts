/** A file as it lies on the disk. */
export interface SourceText {
  /** Path relative to the working directory, with forward slashes. */
  path: string;
  bytes: Uint8Array;
}

/** Reads everything below a folder that could be a source; a path that cannot be read is a value, not an error. */
export type FileReader = (path: string) => Promise<SourceText[] | Unreadable>;

/** Why nothing was read. */
export interface Unreadable {
  /** The file or folder that is in the way. */
  path: string;
  reason: string;
}
