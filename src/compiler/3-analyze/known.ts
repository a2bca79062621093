import type { EventShape } from '../../program/event-shapes.ts';
import type { MergeSource } from './merge-fields.ts';

/** What is known at a step of the places that one event has brought there. */
export interface Known {
  /** What brought them, in words: "the trigger `sale`". */
  from: string;
  /** What `event` offers in expressions: that of the latest event that the place came by. */
  event: EventShape;
  /** Where merge fields can come from. */
  merges: ReadonlySet<MergeSource>;
  /** What earlier `call` steps have answered, by the name in `as`. */
  calls: Readonly<Record<string, EventShape>>;
  /** The place is always one beside another. */
  added: boolean;
}
