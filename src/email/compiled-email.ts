/**
 * An email as a release holds it: everything is rendered but the merge fields, so that sending only
 * merges. `subject`, `html` and `text` are Handlebars templates (see merge-template.ts).
 */
export interface CompiledEmail {
  name: string;
  /** The hash of its source, by which programs refer to it. */
  hash: string;
  subject: string;
  /** The line that mail programs show beside the subject; part of `html` already. */
  preheader?: string;
  html: string;
  /** The plain-text part; nothing in it is HTML-escaped. */
  text: string;
  /** Topic name for marketing mails; absent for transactional ones. */
  topic?: string;
}

/** An email whose source cannot be rendered, or whose merge fields do not fit the mail; says which and why. */
export class EmailError extends Error {
  override name = 'EmailError';
}

/** A layout that is not valid, whichever email is put into it. */
export class LayoutError extends EmailError {
  override name = 'LayoutError';
}
