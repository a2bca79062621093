/**
 * An activity of one's own: the default export of a file in `maps/activities/`, called by steps `call`. It may be called
 * more than once for the same step, after a failure or a crash. Its answer is checked against `activities.yaml`.
 */
export type OwnActivity = (input: Record<string, unknown>, context: ActivityContext) => unknown;

/** What an activity of one's own is told beside its input. */
export interface ActivityContext {
  /** The same for every attempt of one step of one contact: what it makes elsewhere is made once under this key. */
  idempotencyKey: string;
  /** Opaque; names and addresses are `input`'s business. */
  contactId: string;
  /** Aborted when the answer is not waited for any more, or the worker ends. */
  signal: AbortSignal;
  /** Shows an operator how far it is (JSON, no personal data); that it is alive is told without it. */
  heartbeat: (details?: unknown) => void;
}

/** Thrown by an activity of one's own where another attempt would fail, too: `onFailure` follows at once. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
  readonly permanent = true;
}
