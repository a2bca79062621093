import type { Template } from '../../../program/step-types.ts';
import { durationOf } from '../duration.ts';
import { optional, type StepEmitter } from './step-emitter.ts';

const TIMEOUT = '1 minute';

/** `webhook`. */
export const webhook: StepEmitter<'webhook'> = ({ webhook }, { first }) => ({
  url: webhook.url,
  method: webhook.method ?? 'POST',
  headers: webhook.headers ?? {},
  ...optional('body', webhook.body as Template | undefined),
  timeout: durationOf(webhook.timeout ?? TIMEOUT),
  success: first('success'),
  failure: first('failure'),
});
