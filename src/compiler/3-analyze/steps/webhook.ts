import { checkRequest } from '../check-request.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `webhook`: an answer takes `success`, anything else `failure`; a path that is left out goes on. */
export const webhook: StepAnalysis<StepOf<'webhook'>> = {
  needsId: () => 'tell-crm',
  paths: ({ webhook }, path) =>
    (['success', 'failure'] as const).flatMap((name) =>
      webhook[name] ? [path(webhook, name, { name, rejoins: true })] : [],
    ),
  goesOn: ({ webhook }) => webhook.success === undefined || webhook.failure === undefined,
  check: ({ webhook }, { context, known }) => checkRequest(webhook, context, known),
};
