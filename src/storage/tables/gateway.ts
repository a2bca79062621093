/** Requests that came with an `Idempotency-Key`, until the key expires. */
export interface IdempotencyKeysTable {
  /** The address that it was sent to: keys of different doors have nothing to do with each other. */
  door: string;
  key: string;
  /** SHA-256 of the body: the same key with another body is refused. */
  body_hash: string;
  /** JSON of what was answered; null while it is being found. */
  answer: string | null;
  /** Until then somebody is at work on the answer; later they must have died, and the next one may try. */
  lease_until: number;
  expires_at: number;
}
