import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import type { PartnerState } from './messages.ts';

const MAPS = defineSearchAttributeKey('Maps', SearchAttributeType.KEYWORD_LIST);
const MAP_STEPS = defineSearchAttributeKey('MapSteps', SearchAttributeType.KEYWORD_LIST);
const RUN_STATUS = defineSearchAttributeKey('RunStatus', SearchAttributeType.KEYWORD);

/** Publishes where the partner stands, for lists and counts. */
export function publish({ stage }: PartnerState): void {
  const stands = stage !== 'left';
  upsertSearchAttributes([
    { key: MAPS, value: stands ? ['partner-welcome'] : [] },
    { key: MAP_STEPS, value: stands ? [`partner-welcome/${stage}`] : [] },
    { key: RUN_STATUS, value: 'active' },
  ]);
}
