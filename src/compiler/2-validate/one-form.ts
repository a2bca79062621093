import type { Ajv, ValidateFunction } from 'ajv';
import type { Schema } from '../../language/schemas.ts';
import { choose, type Alternative, type Choice, type ChoiceMode } from './choose.ts';
import type { ShapeError } from './shape-error.ts';

interface FormValidator {
  (value: unknown, context?: { instancePath: string }): boolean;
  errors?: ShapeError[];
}

/** The keyword that stands for `anyOf`: the form is chosen first, and only that form is validated. */
export function oneForm(ajv: Ajv, forms: Schema[], parent: Schema, resolved: (schema: Schema) => Schema) {
  const alternatives = forms.map((form) => alternativeOf(form, resolved));
  const validators = new Map<Schema, ValidateFunction>();
  const validatorOf = ({ schema }: Alternative): ValidateFunction => {
    const known =
      validators.get(schema) ??
      compileForm(ajv, forms[alternatives.findIndex((one) => one.schema === schema)]);
    validators.set(schema, known);
    return known;
  };
  const validate: FormValidator = (value, context) => {
    const path = context?.instancePath ?? '';
    const choice = choose(value, alternatives, modeOf(parent));
    if (!('chosen' in choice)) return fail(validate, [choiceError(path, parent, value, choice)]);
    const inner = validatorOf(choice.chosen);
    if (inner(value)) return true;
    const errors = (inner.errors ?? []).map((error) => ({
      ...error,
      instancePath: path + error.instancePath,
    }));
    return fail(validate, errors as ShapeError[]);
  };
  return validate;
}

function fail(validate: FormValidator, errors: ShapeError[]): false {
  validate.errors = errors;
  return false;
}

function compileForm(ajv: Ajv, form: Schema | undefined): ValidateFunction {
  const compiled = typeof form?.['$ref'] === 'string' ? ajv.getSchema(form['$ref']) : ajv.compile(form ?? {});
  if (!compiled) throw new Error(`The schemas refer to ${String(form?.['$ref'])}, which is not there.`);
  return compiled;
}

function modeOf(parent: Schema): ChoiceMode {
  const mode = parent['x-choose'];
  if (mode === 'kind') return 'kind';
  return typeof mode === 'string' ? { key: mode } : 'type';
}

function alternativeOf(form: Schema, resolved: (schema: Schema) => Schema): Alternative {
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
  const base = { instancePath: path, schemaPath: '', parentSchema: parent, data: value };
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
