import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import type { RunState } from '../src/program/run-state.ts';
import { positionsOf } from '../src/program/run-views.ts';

const MAPS = defineSearchAttributeKey('Maps', SearchAttributeType.KEYWORD_LIST);
const MAP_STEPS = defineSearchAttributeKey('MapSteps', SearchAttributeType.KEYWORD_LIST);
const RUN_STATUS = defineSearchAttributeKey('RunStatus', SearchAttributeType.KEYWORD);

/** The server ends a run whose encoded search attribute exceeds 2 KiB; the rest is for quotes and commas. */
const MOST_BYTES = 1_800;

/** What lists and counts see of a run. */
export interface Published {
  maps: string[];
  mapSteps: string[];
  status: 'active' | 'paused' | 'stuck';
}

/** Reads the published position off the state: map names, `name@` and the release's first 8 digits, distinct steps. */
export function publishedOf(state: RunState): Published {
  const positions = positionsOf(state);
  const maps = positions.flatMap(({ map, release }) => [map, `${map}@${release.slice(0, 8)}`]);
  const places = Object.values(state.maps).flatMap((map) => map.places);
  return {
    maps: cut(distinct(maps)),
    mapSteps: cut(distinct(positions.map(({ map, step }) => `${map}/${step}`))),
    status: places.some(({ waits }) => waits.for === 'repair') ? 'stuck' : state.paused ? 'paused' : 'active',
  };
}

/** Publishes the position for lists and counts: one history event. */
export function publish({ maps, mapSteps, status }: Published): void {
  upsertSearchAttributes([
    { key: MAPS, value: maps },
    { key: MAP_STEPS, value: mapSteps },
    { key: RUN_STATUS, value: status },
  ]);
}

function distinct(values: string[]): string[] {
  return [...new Set(values)].sort();
}

/** Keeps a list within the bound, measured as the server encodes it, and says how many values were left out. */
function cut(values: string[]): string[] {
  let bytes = 2;
  const kept = values.filter((value) => (bytes += JSON.stringify(value).length + 1) <= MOST_BYTES);
  return kept.length === values.length ? values : [...kept, `+${values.length - kept.length}`];
}
