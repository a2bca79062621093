import type { Template } from '../../../program/step-types.ts';
import type { Duration } from '../../../program/time.ts';
import { durationOf } from '../duration.ts';
import { optional, type StepEmitter } from './step-emitter.ts';

/** Where the map says nothing; a duration that is written has no unit as short. */
const TIMEOUT: Duration = { ms: 10_000 };

/** `webhook`. */
export const webhook: StepEmitter<'webhook'> = ({ webhook }, { first }) => ({
  url: webhook.url,
  method: webhook.method ?? 'POST',
  headers: webhook.headers ?? {},
  ...optional('body', webhook.body as Template | undefined),
  timeout: webhook.timeout === undefined ? TIMEOUT : durationOf(webhook.timeout),
  success: first('success'),
  failure: first('failure'),
});
