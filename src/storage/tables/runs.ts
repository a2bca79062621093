import type { ColumnType } from 'kysely';

export interface RunMemoryTable {
  contact_id: string;
  revision: number;
  /** RunMemory, JSON. */
  memory: string;
  recorded_at: number;
}

export interface PositionsTable {
  contact_id: string;
  map: string;
  release: string;
  step: string;
  entry: number;
  since: number;
  wake_at: number | null;
}

/** Where a contact has stood for a while; written when a run's record no longer names the place. */
export interface PastWaitsTable {
  contact_id: string;
  /** The place's entry number at the step: never reused, on whatever map. */
  entry: number;
  map: string;
  step: string;
  since: number;
  /** When the clock would have done something, as far as the run had written it down. */
  wake_at: number | null;
  left_at: number;
}

/** Single values by name, such as the current release set and generated secrets. */
export interface ValuesTable {
  name: string;
  value: ColumnType<string, string, string>;
}
