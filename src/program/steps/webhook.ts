import type { FieldValue } from '../events.ts';
import type { Place } from '../run-state.ts';
import type { Template, WebhookStep } from '../step-types.ts';
import { summaryOf } from '../summary.ts';
import { exactMs, needsCalendar } from '../time.ts';
import { expressionValue, type MapTurn } from '../turn.ts';
import { jobBase } from './job-base.ts';
import type { StepRules } from './step-rules.ts';
import { templateValues } from './template-values.ts';

/** Whoever has not answered by then will not: a worker does not wait longer, whatever the map says. */
const LONGEST_TIMEOUT = 5 * 60_000;

/** `webhook`: calls out. The activity retries what may pass; an answer that is no success takes the path `failure`. */
export const webhook: StepRules<WebhookStep> = {
  enter: (turn, place, step) => ({
    move: 'ask',
    job: {
      // Not the address: it may hold a secret's name, and its query anything.
      ...jobBase(turn, place, summaryOf(turn, place, `call the webhook ${step.id}`)),
      activity: 'call-webhook',
      input: {
        url: step.url,
        method: step.method,
        headers: step.headers,
        ...(step.body === undefined ? {} : { body: step.body, values: valuesOf(turn, place, step.body) }),
        timeout: needsCalendar(step.timeout)
          ? LONGEST_TIMEOUT
          : Math.min(exactMs(step.timeout), LONGEST_TIMEOUT),
      },
    },
  }),
  done: (_turn, _place, { success, failure, next }, { output }) => {
    const status = Number(output?.['status']);
    const isGood = status >= 200 && status < 300;
    return { move: 'go', to: (isGood ? success : failure) ?? next };
  },
};

/** Null where a value is missing. */
function valuesOf(turn: MapTurn, { occasion }: Place, body: Template): Record<string, FieldValue> {
  return templateValues(body, (cel) => expressionValue(turn, cel, occasion) ?? null);
}
