import { circumstances, writeResults } from '../results.ts';
import { measureMerging } from './merging.ts';
import { measureSending } from './sending.ts';

const measuredOn = circumstances();
const merging = await measureMerging();
const sending = await measureSending();
console.table({ merging, sending }, ['perSecond', 'targetPerSecond']);
await writeResults('mail', { measuredOn, merging, sending });
