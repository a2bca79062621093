import type { Environment } from '@marcbachmann/cel-js';
import { CONTACT_FIELDS, ENROLMENT_FIELDS } from '../../program/contact-fields.ts';
import type { EventShape } from '../../program/event-shapes.ts';
import { checkingEnvironment } from '../../program/expressions.ts';
import type { Cel, Currency, FieldType } from '../../program/program.ts';
import { amountProblem, isMoney, pathOf, readsOf, type CelNode } from './expression-tree.ts';
import type { Fields } from './fields.ts';

/** What an expression may look at. */
export interface ExpressionScope {
  /** Whether the fields of an enrolment are there. */
  hasProgram: boolean;
  event: EventShape;
  /** What earlier `call` steps have answered, by name. */
  calls: Readonly<Record<string, EventShape>>;
  /** Of the map's partner program. */
  currency: Currency | undefined;
}

/** What is wrong with an expression, by offsets into its text. */
export type ExpressionProblem = { start: number; end: number } & (
  | { problem: 'syntax'; text: string }
  | { problem: 'unknown'; name: string; known: string[] }
  | { problem: 'no-program'; name: string }
  | { problem: 'types'; text: string }
  | { problem: 'decimals'; literal: string; currency: Currency }
  | { problem: 'currencies'; left: string; right: string }
);

/** A checked expression: the contact fields that it reads and its CEL type, or what is wrong with it. */
export type Checked = { problem: ExpressionProblem } | { reads: string[]; type: string };

/** Type-checks expressions; environments are kept, for building one costs more than a check. */
export type ExpressionChecker = (cel: Cel, scope: ExpressionScope) => Checked;

/** A checker for maps whose contacts have these fields. */
export function expressionChecker(fields: Fields): ExpressionChecker {
  const all = Object.fromEntries([...fields.values()].map(({ name, type }) => [name, type]));
  const without = Object.fromEntries(
    Object.entries(all).filter(([name]) => !Object.hasOwn(ENROLMENT_FIELDS, name)),
  );
  const environments = new Map<string, Environment>();
  return (cel, scope) => {
    const contact = scope.hasProgram ? all : without;
    const key = JSON.stringify([scope.hasProgram, scope.event, scope.calls]);
    const environment =
      environments.get(key) ?? checkingEnvironment({ contact, event: scope.event, calls: scope.calls });
    environments.set(key, environment);
    return check(cel, environment, fields, { ...scope, contact });
  };
}

type Scope = ExpressionScope & { contact: Readonly<Record<string, FieldType>> };

function check(cel: Cel, environment: Environment, fields: Fields, scope: Scope): Checked {
  const { valid, type, error } = environment.check(cel);
  if (!valid) return { problem: problemOf(cel, error as CelError, environment, scope) };
  const tree = environment.parse(cel).ast as unknown as CelNode;
  const shape = { contact: scope.contact, event: scope.event, calls: scope.calls };
  const currencyOf = (node: CelNode): Currency | undefined => {
    const path = pathOf(node);
    if (!path || !isMoney(path, shape)) return undefined;
    return (path[0] === 'contact' && fields.get(path[1] ?? '')?.currency) || scope.currency;
  };
  const problem = amountProblem(tree, cel, currencyOf);
  return problem ? { problem } : { reads: readsOf(tree), type: String(type) };
}

interface CelError {
  name: string;
  code: string;
  summary: string;
  range?: { start: number; end: number };
}

function problemOf(cel: Cel, error: CelError, environment: Environment, scope: Scope): ExpressionProblem {
  const { start, end } = error.range ?? { start: 0, end: cel.length };
  const at = { start: Math.min(start, cel.length), end: Math.max(Math.min(end, cel.length), start) };
  if (error.name === 'ParseError') return { ...at, problem: 'syntax', text: error.summary };
  const name = error.summary.split(': ').at(-1) ?? '';
  if (error.code === 'unknown_variable') return { ...at, problem: 'unknown', name, known: rootsOf(scope) };
  if (error.code === 'no_such_key') return unknownAttribute(cel, at, name, scope);
  const called = /matching overload for '(?:.*\.)?(\w+)\(/.exec(error.summary)?.[1];
  if (called !== undefined) {
    const functions = [...new Set(environment.getDefinitions().functions.map((one) => one.name))];
    if (!functions.includes(called)) {
      const from = cel.indexOf(called, at.start);
      const place = from === -1 ? at : { start: from, end: from + called.length };
      return {
        ...place,
        problem: 'unknown',
        name: called,
        known: functions.filter((one) => /^[a-z]\w+$/i.test(one)),
      };
    }
  }
  return { ...at, problem: 'types', text: error.summary };
}

function unknownAttribute(
  cel: Cel,
  at: { start: number; end: number },
  name: string,
  shape: Scope,
): ExpressionProblem {
  const path = (/([A-Za-z_][\w.]*)\.\s*$/.exec(cel.slice(0, at.start))?.[1] ?? '').split('.');
  if (path[0] === 'contact' && !shape.hasProgram && Object.hasOwn(ENROLMENT_FIELDS, name))
    return { ...at, problem: 'no-program', name };
  let inner: unknown = shape;
  for (const part of path)
    inner = typeof inner === 'object' && inner ? (inner as Record<string, unknown>)[part] : undefined;
  const known = typeof inner === 'object' && inner ? Object.keys(inner) : Object.keys(CONTACT_FIELDS);
  return {
    ...at,
    problem: 'unknown',
    name: [...path, name].filter(Boolean).join('.'),
    known: known.map((one) => [...path, one].join('.')),
  };
}

function rootsOf({ calls }: Scope): string[] {
  return ['contact', 'event', 'now', ...(Object.keys(calls).length > 0 ? ['calls'] : [])];
}
