import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed, suggestion } from '../../diagnostics/suggest.ts';
import type { Call } from '../../language/map.generated.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkValueExpression } from './check-condition.ts';
import { checkName } from './check-names.ts';
import { checkTemplateValue } from './check-template-value.ts';
import type { Known } from './known.ts';
import { checkValue, notOfType } from './field-values.ts';
import type { Field } from './fields.ts';
import type { MapContext } from './map-context.ts';
import { mayBeMissing } from './sources.ts';

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
  for (const key of Object.keys(input)) checkInput(input, key, activity.input, { call, context, known });
}

function checkInput(
  input: object,
  key: string,
  fields: ReadonlyMap<string, Field>,
  { call, context, known }: { call: Call; context: MapContext; known: readonly Known[] },
): void {
  const { doc, report } = context;
  const value = (input as Record<string, unknown>)[key];
  const place = valuePlace(doc.file, input, key);
  const field = fields.get(key);
  if (!field) {
    const names = [...fields.keys()];
    const where = `the input of \`${call.activity}\``;
    const args = {
      key,
      where,
      allowed: listed(names),
      suggestion: suggestion(key, names, Object.keys(input)),
    };
    report(diagnostic('MW203', args, keyPlace(doc.file, input, key)));
  } else if (typeof value === 'object' && value !== null && 'cel' in value) {
    checkValueExpression(context, value, 'cel', known, field);
  } else if (typeof value === 'string' && field.type === 'string' && value.includes('${')) {
    // What a secret holds is not known here.
    checkTemplateValue(context, input, key, known);
  } else if (typeof value === 'object') {
    report(notOfType(value as object | null, field, place));
  } else {
    checkValue(value as string | number | boolean, field, field.currency ?? context.currency, place, report);
  }
}
