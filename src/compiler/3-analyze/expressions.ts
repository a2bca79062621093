import type { Environment } from '@marcbachmann/cel-js';
import { ENROLMENT_FIELDS } from '../../program/contact-fields.ts';
import { checkingEnvironment } from '../../program/expressions.ts';
import type { Cel, Currency } from '../../program/program.ts';
import { typeProblemInWords } from './cel-words.ts';
import { nodesOf, pathOf, readsOf, type CelNode } from './expression-tree.ts';
import { valueProblem, type ValueProblem } from './expression-values.ts';
import type { Fields } from './fields.ts';
import { attributesOf, celShape, shapeAt, type Composite, type Shape } from './shape.ts';

/** What an expression may look at. */
export interface ExpressionScope {
  /** Whether the fields of an enrolment are there. */
  hasProgram: boolean;
  event: Shape;
  /** What earlier `call` steps have answered, by name. */
  calls: Shape;
  /** Of the map's partner program. */
  currency: Currency | undefined;
}

/** What is wrong with an expression, by offsets into its text. */
export type ExpressionProblem =
  | ValueProblem
  | ({ start: number; end: number } & (
      | { problem: 'syntax'; text: string }
      | { problem: 'unknown'; name: string; known: string[] }
      | { problem: 'no-program'; name: string }
      | { problem: 'types'; text: string }
    ));

/** A checked expression: the contact fields that it reads, its CEL type and its syntax, or what is wrong with it. */
export type Checked = { problem: ExpressionProblem } | { reads: string[]; type: string; tree: CelNode };

/** Type-checks expressions; environments are kept, for building one costs more than a check. */
export type ExpressionChecker = (cel: Cel, scope: ExpressionScope) => Checked;

/** A checker for maps whose contacts have these fields. */
export function expressionChecker(fields: Fields): ExpressionChecker {
  const all = Object.fromEntries(fields);
  const without = Object.entries(all).filter(([name]) => !Object.hasOwn(ENROLMENT_FIELDS, name));
  const contacts = [{ attributes: Object.fromEntries(without) }, { attributes: all }] as const;
  const environments = new Map<string, Environment>();
  return (cel, scope) => {
    const roots = {
      contact: scope.hasProgram ? contacts[1] : contacts[0],
      ...(hasAttributes(scope.event) ? { event: scope.event } : {}),
      ...(hasAttributes(scope.calls) ? { calls: scope.calls } : {}),
    };
    const key = [scope.hasProgram, textOf(scope.event), textOf(scope.calls)].join(' ');
    const environment = environments.get(key) ?? environmentFor(roots);
    environments.set(key, environment);
    return check(cel, environment, { shape: { attributes: roots }, currency: scope.currency });
  };
}

const texts = new WeakMap<object, string>();

/** A shape as text: equal shapes are often many objects, and one object is asked for often. */
function textOf(shape: Shape): string {
  if (shape === 'any') return shape;
  const text = texts.get(shape) ?? JSON.stringify(shape);
  texts.set(shape, text);
  return text;
}

function hasAttributes(shape: Shape): boolean {
  return shape === 'any' || attributesOf(shape).length > 0;
}

function environmentFor(roots: { contact: Shape; event?: Shape; calls?: Shape }): Environment {
  const { contact, event, calls } = roots;
  return checkingEnvironment({
    contact: celShape(contact),
    ...(event ? { event: celShape(event) } : {}),
    ...(calls ? { calls: celShape(calls) } : {}),
  });
}

interface Scope {
  /** `contact`, `event`, and `calls` if there are any. */
  shape: Composite;
  currency: Currency | undefined;
}

function check(cel: Cel, environment: Environment, scope: Scope): Checked {
  const { valid, type, error } = environment.check(cel);
  if (!valid && (error as CelError).name === 'ParseError')
    return {
      problem: { ...rangeIn(cel, error as CelError), problem: 'syntax', text: (error as CelError).summary },
    };
  const tree = environment.parse(cel).ast as unknown as CelNode;
  const unknown = unknownAttribute(tree, scope.shape);
  if (unknown) return { problem: unknown };
  if (!valid) return { problem: problemOf(cel, error as CelError, tree, { environment, ...scope }) };
  const problem = valueProblem(tree, { text: cel, ...scope });
  return problem ? { problem } : { reads: readsOf(tree), type: String(type), tree };
}

/** The first attribute that is not there; the type-checker lets those inside `has(…)` through. */
function unknownAttribute(tree: CelNode, shape: Composite): ExpressionProblem | undefined {
  for (const node of nodesOf(tree)) {
    const path = pathOf(node);
    const name = path?.at(-1);
    if (!path || name === undefined || path.length < 2) continue;
    const owner = path.slice(0, -1);
    const around = shapeAt(shape, owner);
    if (!around || around === 'any' || 'type' in around || shapeAt(shape, path) !== undefined) continue;
    const at = { start: node.op === '.' ? node.end - name.length : node.start, end: node.end };
    if (owner.join('.') === 'contact' && Object.hasOwn(ENROLMENT_FIELDS, name))
      return { ...at, problem: 'no-program', name };
    const known = attributesOf(around).map((one) => [...owner, one].join('.'));
    return { ...at, problem: 'unknown', name: path.join('.'), known };
  }
  return undefined;
}

/** `calls.score` where no call has answered: which answer is meant says more than that there are none. */
function unknownCall({ start }: { start: number }, tree: CelNode, known: string[]): ExpressionProblem {
  const named = [...nodesOf(tree)].find((node) => node.start === start && pathOf(node)?.length === 2);
  const path = (named && pathOf(named)) ?? ['calls'];
  return {
    start,
    end: named?.end ?? start + 'calls'.length,
    problem: 'unknown',
    name: path.join('.'),
    known,
  };
}

interface CelError {
  name: string;
  code: string;
  summary: string;
  range?: { start: number; end: number };
}

function rangeIn(
  cel: Cel,
  { range = { start: 0, end: cel.length } }: CelError,
): { start: number; end: number } {
  const start = Math.min(range.start, cel.length);
  return { start, end: Math.max(Math.min(range.end, cel.length), start) };
}

function problemOf(
  cel: Cel,
  error: CelError,
  tree: CelNode,
  { environment, shape }: Scope & { environment: Environment },
): ExpressionProblem {
  const at = rangeIn(cel, error);
  if (error.code === 'unknown_variable') {
    const name = error.summary.split(': ').at(-1) ?? '';
    const known = [...attributesOf(shape), 'now'];
    return name === 'calls' ? unknownCall(at, tree, known) : { ...at, problem: 'unknown', name, known };
  }
  const called = /matching overload for '(?:.*\.)?(\w+)\(/.exec(error.summary)?.[1];
  const functions = [...new Set(environment.getDefinitions().functions.map((one) => one.name))];
  if (called === undefined || functions.includes(called))
    return { ...at, problem: 'types', text: typeProblemInWords(error.summary) };
  const from = cel.indexOf(called, at.start);
  const place = from === -1 ? at : { start: from, end: from + called.length };
  const known = functions.filter((one) => /^[a-z]\w+$/i.test(one));
  return { ...place, problem: 'unknown', name: called, known };
}
