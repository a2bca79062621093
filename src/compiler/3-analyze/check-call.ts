import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed, suggestion } from '../../diagnostics/suggest.ts';
import type { Call } from '../../language/map.generated.ts';
import type { EventShape } from '../../program/event-shapes.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkValueExpression } from './check-condition.ts';
import { checkName } from './check-names.ts';
import { checkTemplateValue } from './check-template-value.ts';
import type { Known } from './known.ts';
import { checkValue } from './field-values.ts';
import type { MapContext } from './map-context.ts';
import { mayBeMissing } from './sources.ts';

/** What an activity of one's own answers; undefined when it answers nothing that could be read. */
export function outputOf(activity: string, { activities }: MapContext): EventShape | undefined {
  return activities.get(activity)?.output;
}

/** Checks a call against what activities.yaml says of the activity. */
export function checkCall(call: Call, context: MapContext, known: readonly Known[]): void {
  const { activities, doc, report, sources } = context;
  const activity = activities.get(call.activity);
  if (!activity) {
    const uncertain = mayBeMissing(sources, 'activities');
    checkName(context, 'MW356', call, 'activity', [...activities.keys()], uncertain);
  } else if (call.as !== undefined && !activity.output) {
    report(diagnostic('MW357', { activity: call.activity }, valuePlace(doc.file, call, 'as')));
  }
  const input: object = call.input ?? {};
  if (!activity?.input) {
    for (const key of Object.keys(input)) checkTemplateValue(context, input, key, known);
    return;
  }
  const names = [...activity.input.keys()];
  for (const [key, value] of Object.entries(input) as [string, unknown][]) {
    const field = activity.input.get(key);
    if (!field) {
      const args = {
        key,
        where: `the input of \`${call.activity}\``,
        allowed: listed(names),
        suggestion: suggestion(key, names),
      };
      report(diagnostic('MW203', args, keyPlace(doc.file, input, key)));
    } else if (typeof value === 'object' && value !== null && 'cel' in value) {
      checkValueExpression(context, value, 'cel', known, field);
    } else if (typeof value !== 'object') {
      checkTemplateValue(context, input, key, known);
      if (typeof value !== 'string' || !value.includes('${secret.'))
        checkValue(
          value as string | number | boolean,
          field,
          field.currency ?? context.currency,
          valuePlace(doc.file, input, key),
          report,
        );
    }
  }
}
