import type { Place } from '../../../diagnostics/catalog.ts';
import type { Diagnostic, Fix } from '../../../diagnostics/diagnostic.ts';
import type { Edit } from '../edits.ts';
import type { Span } from '../origins.ts';
import type { Line } from './lines.ts';

/** A syntax error of the YAML library: where it noticed that something is wrong, which is often behind the mistake. */
export interface Trouble {
  /** The library's code. */
  code: string;
  /** The library's words. */
  message: string;
  span: Span;
  /** All that the library was given. */
  text: string;
  /** The line in which `span` begins. */
  line: Line;
}

/** A mistake that was recognised; offsets count in the text that the library was given. */
export interface Mistake {
  span: Span;
  tell: (place: Place, more: { fixes: Fix[] }) => Diagnostic;
  /** What would make the text readable; it is tried, and forgotten if it does not. */
  repair?: {
    edits: Edit[];
    /** What the edits do, where they are certainly what was meant; they are then offered as a fix. */
    title?: string;
    /** The edits change a value, which may have been meant as something else: what else is wrong with it can wait. */
    changesValue?: true;
  };
}

/** Recognises one kind of mistake. */
export type Recogniser = (trouble: Trouble) => Mistake | undefined;
