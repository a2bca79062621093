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

/** Single values by name, such as the current release set and generated secrets. */
export interface ValuesTable {
  name: string;
  value: ColumnType<string, string, string>;
}
