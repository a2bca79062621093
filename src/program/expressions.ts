import { Environment } from '@marcbachmann/cel-js';
import { decimalOf } from './money.ts';
import type { Cel, Currency, FieldType } from './program.ts';
import type { Template } from './step-types.ts';

/** An exact amount inside an expression; compared with whole or decimal literals in major units. */
export class Money {
  readonly minor: number;
  readonly digits: number;
  constructor(minor: number, digits: number) {
    this.minor = minor;
    this.digits = digits;
  }
}

const CEL_TYPES: Readonly<Record<FieldType, string>> = {
  string: 'string',
  integer: 'int',
  decimal: 'double',
  money: 'Money',
  boolean: 'bool',
  instant: 'google.protobuf.Timestamp',
  date: 'string',
  list: 'list<string>',
};

type Schema = { [name: string]: string | Schema };

/** What an expression finds under a name: a type, attributes, or `any` where nothing is known. */
export type CelShape = FieldType | 'any' | { [name: string]: CelShape };

/**
 * The environment in which the compiler type-checks an expression: `contact`, `event`, `now` and `calls`,
 * with exactly the attributes that are there. `check()` then finds unknown names and wrong types.
 */
export function checkingEnvironment(shape: {
  contact: CelShape;
  /** Left out where no event has come, or one that carries nothing. */
  event?: CelShape;
  /** What earlier `call` steps have answered; left out where there is none. */
  calls?: CelShape;
}): Environment {
  const environment = baseEnvironment().registerVariable('now', CEL_TYPES.instant);
  for (const [name, of] of Object.entries(shape)) {
    const type = celTypeOf(of);
    if (typeof type === 'string') environment.registerVariable(name, type);
    else environment.registerVariable({ name, schema: type });
  }
  return environment;
}

function celTypeOf(shape: CelShape): string | Schema {
  if (typeof shape === 'string') return shape === 'any' ? 'dyn' : CEL_TYPES[shape];
  return Object.fromEntries(Object.entries(shape).map(([name, inner]) => [name, celTypeOf(inner)]));
}

function baseEnvironment(): Environment {
  const environment = new Environment().registerType('Money', { ctor: Money, fields: {} });
  for (const [operator, compares] of Object.entries(COMPARISONS)) {
    environment.registerOperator(`Money ${operator} Money`, (a: Money, b: Money) =>
      compares(a.minor - b.minor),
    );
    for (const type of ['int', 'double']) {
      environment.registerOperator(`Money ${operator} ${type}`, (a: Money, b: bigint | number) =>
        compares(a.minor - minorOf(b, a.digits)),
      );
      // CEL looks operators up by the exact types on either side; only equality is mirrored by the library.
      if (operator === '==') continue;
      environment.registerOperator(`${type} ${operator} Money`, (a: bigint | number, b: Money) =>
        compares(minorOf(a, b.digits) - b.minor),
      );
    }
  }
  return environment;
}

const COMPARISONS = {
  '<': (difference: number) => difference < 0,
  '<=': (difference: number) => difference <= 0,
  '>': (difference: number) => difference > 0,
  '>=': (difference: number) => difference >= 0,
  '==': (difference: number) => difference === 0,
} as const;

/** A literal in major units as minor units; rounding only removes the noise of binary fractions. */
function minorOf(literal: bigint | number, digits: number): number {
  return Math.round(Number(literal) * 10 ** digits);
}

/** A value as CEL sees it: integers are BigInt, money is exact, instants are timestamps, unset is empty. */
export function celValue(value: unknown, type: FieldType, currency: Currency | undefined): unknown {
  const unset = value === null || value === undefined;
  switch (type) {
    case 'money':
      return new Money(unset ? 0 : Number(value), currency?.digits ?? 0);
    case 'integer':
      return BigInt(unset ? 0 : Number(value));
    case 'decimal':
      return unset ? 0 : Number(value);
    case 'boolean':
      return value === true;
    case 'instant':
      return unset ? null : new Date(Number(value));
    case 'list':
      return unset ? [] : value;
    case 'string':
    case 'date':
      return unset ? '' : value;
  }
}

type Evaluator = (context: CelContext) => unknown;
const parsed = new Map<Cel, Evaluator>();
let runtime: Environment | undefined;

/** What an expression looks at. */
export interface CelContext {
  contact: unknown;
  event: unknown;
  /** What `call` steps have answered, by the name in `as`. */
  calls?: unknown;
  now: Date;
}

/**
 * Evaluates a condition that the compiler has checked. A value that is missing at run time (an instant that
 * was never set) makes it false: a run must not stop for it.
 */
export function holds(cel: Cel, context: CelContext): boolean {
  return valueOf(cel, context) === true;
}

/**
 * Evaluates an expression that the compiler has checked, as plain JSON: money in minor units, instants in
 * milliseconds. Undefined when a value that it needs is missing at run time.
 */
export function valueOf(cel: Cel, context: CelContext): string | number | boolean | undefined {
  return plain(resultOf(cel, context));
}

/**
 * Evaluates an expression that the compiler has checked, for the world outside: an amount is a decimal text in major
 * units, an instant RFC 3339 in UTC. Null when a value that it needs is missing at run time.
 */
export function outsideValueOf(cel: Cel, context: CelContext): Template {
  return outside(resultOf(cel, context));
}

function resultOf(cel: Cel, context: CelContext): unknown {
  let evaluator = parsed.get(cel);
  if (!evaluator) {
    runtime ??= baseEnvironment()
      .registerVariable('contact', 'dyn')
      .registerVariable('event', 'dyn')
      .registerVariable('calls', 'dyn')
      .registerVariable('now', CEL_TYPES.instant);
    evaluator = runtime.parse(cel) as Evaluator;
    parsed.set(cel, evaluator);
  }
  try {
    return evaluator(context);
  } catch {
    return undefined;
  }
}

function plain(value: unknown): string | number | boolean | undefined {
  if (value instanceof Money) return value.minor;
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'bigint') return Number(value);
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isScalar ? value : undefined;
}

function outside(value: unknown): Template {
  if (value instanceof Money) return decimalOf(value.minor, value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(outside);
  return plain(value) ?? null;
}
