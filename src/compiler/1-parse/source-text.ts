/** A file as it lies on the disk. */
export interface SourceText {
  /** Path relative to the working directory, with forward slashes. */
  path: string;
  bytes: Uint8Array;
  /** Why it could not be read; the others still can. */
  unread?: string;
  /** Its whole size in bytes, where it was too large to be read to its end. */
  size?: number;
}

/** Reads everything below a folder that could be a source; a path that cannot be read is a value, not an error. */
export type FileReader = (path: string) => Promise<SourceText[] | Unreadable>;

/** Why nothing was read. */
export interface Unreadable {
  /** The file or folder that is in the way. */
  path: string;
  reason: string;
}
