/** Where a problem's `type` is explained. */
export const PROBLEM_TYPES = 'https://mapwright.dev/problems/';

/** One thing wrong in a body: a JSON pointer (RFC 6901) and what is wrong there. */
export interface BodyError {
  pointer: string;
  detail: string;
}

/** A refusal as the client sees it: an HTML page for people, `application/problem+json` (RFC 9457) for machines. */
export interface ProblemDetails {
  status: number;
  /** Last part of the problem's `type` address: stable, in lower case with hyphens. */
  code: string;
  /** The same for every refusal of this code. */
  title: string;
  /** What happened this time, and how to mend it. */
  detail: string;
  errors?: readonly BodyError[];
  /** Pages only: where to go from here. */
  next?: { href: string; label: string };
}

/** Thrown by routes to refuse a request: the client's mistake, so it is answered and not logged as a bug. */
export class Problem extends Error {
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails) {
    super(details.title);
    this.details = details;
  }
}
