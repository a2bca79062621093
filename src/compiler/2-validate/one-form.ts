import type { Schema } from '../../language/schemas.ts';
import { choose, type Alternative, type Choice, type ChoiceMode } from './choose.ts';
import type { Keywords } from './keyword.ts';
import { resolved } from './references.ts';
import type { ShapeError } from './shape-error.ts';

/** `anyOf`: the form is chosen first, and only that form is checked. */
export const formKeyword: Keywords = (schema, checkOf) => {
  const forms = schema['anyOf'] as Schema[] | undefined;
  if (!forms) return undefined;
  const alternatives = forms.map(alternativeOf);
  const mode = modeOf(schema);
  return (value, path, errors) => {
    const choice = choose(value, alternatives, mode);
    if ('chosen' in choice) checkOf(choice.chosen.schema)(value, path, errors);
    else errors.push(choiceError(path, schema, value, choice));
  };
};

function modeOf(parent: Schema): ChoiceMode {
  const mode = parent['x-choose'];
  if (mode === 'kind') return 'kind';
  return typeof mode === 'string' ? { key: mode } : 'type';
}

function alternativeOf(form: Schema): Alternative {
  const schema = resolved(form);
  const values = schema['enum'] as unknown[] | undefined;
  const types =
    (schema['type'] as string | string[] | undefined) ?? values?.map((value) => typeof value) ?? [];
  const all = [types].flat().map((type) => (type === 'integer' ? 'number' : type));
  return { schema, types: [...new Set(all)], kind: (schema['required'] as string[] | undefined)?.[0] };
}

function choiceError(
  path: string,
  parent: Schema,
  value: unknown,
  choice: Exclude<Choice, { chosen: Alternative }>,
): ShapeError {
  const base = { instancePath: path, parentSchema: parent, data: value };
  if (choice.none === 'type') return { ...base, keyword: 'type', params: { type: choice.expected } };
  if (choice.none === 'missing-key') {
    const parentSchema = { properties: { [choice.key]: { examples: choice.allowed } } };
    return { ...base, parentSchema, keyword: 'required', params: { missingProperty: choice.key } };
  }
  if (choice.none === 'misspelt-key') {
    const parentSchema = choice.meant?.schema ?? { properties: { [choice.key]: {} } };
    return {
      ...base,
      parentSchema,
      keyword: 'additionalProperties',
      params: { additionalProperty: choice.found },
    };
  }
  if (choice.none === 'unknown-value') {
    const inner = (value as Schema)[choice.key];
    const at = `${path}/${choice.key}`;
    return {
      ...base,
      instancePath: at,
      data: inner,
      keyword: 'enum',
      params: { allowedValues: choice.allowed },
    };
  }
  return { ...base, keyword: choice.none, params: { ...choice } };
}
