import { parseMoney } from '../../program/money.ts';
import type { Currency } from '../../program/program.ts';
import { dateProblem, literalProblem, type LiteralProblem } from './expression-literals.ts';
import { childrenOf, nodesOf, pathOf, type CelNode } from './expression-tree.ts';
import { shapeAt, type Leaf, type Shape } from './shape.ts';

/** A value that could never be meant, by offsets into the expression. */
export type ValueProblem =
  | LiteralProblem
  | ({ start: number; end: number } & (
      | { problem: 'decimals'; literal: string; currency: Currency }
      | { problem: 'currencies'; left: string; right: string }
      | { problem: 'value'; value: string; name: string; allowed: readonly string[] }
    ));

/** What compared values are checked with. */
export interface ValueScope {
  text: string;
  /** All roots: `contact`, `event`, `calls`. */
  shape: Shape;
  /** Of amounts without a currency of their own. */
  currency: Currency | undefined;
}

const COMPARISONS = new Set(['<', '<=', '>', '>=', '==', '!=']);

/** What is wrong with a value in a comparison, or with one that a function takes; the types are right already. */
export function valueProblem(tree: CelNode, scope: ValueScope): ValueProblem | undefined {
  const literal = literalProblem(tree);
  if (literal) return literal;
  for (const node of nodesOf(tree)) {
    const [left, right] = childrenOf(node);
    if (!left || !right) continue;
    const found = COMPARISONS.has(node.op)
      ? (amountProblem(node, left, right, scope) ?? textProblem(left, right, scope))
      : node.op === 'in'
        ? listProblem(left, right, scope)
        : undefined;
    if (found) return found;
  }
  return undefined;
}

function amountProblem(
  { start, end }: CelNode,
  left: CelNode,
  right: CelNode,
  scope: ValueScope,
): ValueProblem | undefined {
  const [one, other] = [currencyOf(left, scope), currencyOf(right, scope)];
  if (one && other && one.code !== other.code)
    return { start, end, problem: 'currencies', left: one.code, right: other.code };
  const currency = one ?? other;
  return currency && decimalsProblem(one ? right : left, currency, scope.text);
}

/** A literal amount below the smallest unit of its currency. */
export function decimalsProblem(node: CelNode, currency: Currency, text: string): ValueProblem | undefined {
  // A negative literal is a minus sign and a literal.
  const literal = node.op === '-_' ? (node.args as CelNode) : node;
  if (literal.op !== 'value' || typeof literal.args !== 'number') return undefined;
  const { start, end } = node;
  const written = text.slice(literal.start, literal.end);
  const amount = /e/i.test(written) ? literal.args : written;
  if (parseMoney(amount, currency) !== undefined) return undefined;
  return { start, end, problem: 'decimals', literal: text.slice(start, end), currency };
}

function textProblem(left: CelNode, right: CelNode, scope: ValueScope): ValueProblem | undefined {
  return notAllowed(left, right, scope) ?? notAllowed(right, left, scope);
}

function listProblem(item: CelNode, list: CelNode, scope: ValueScope): ValueProblem | undefined {
  if (list.op !== 'list') return undefined;
  for (const one of childrenOf(list)) {
    const found = notAllowed(item, one, scope);
    if (found) return found;
  }
  return undefined;
}

/** A text that the value of the other side can never be. */
function notAllowed(compared: CelNode, literal: CelNode, scope: ValueScope): ValueProblem | undefined {
  const path = pathOf(compared);
  const leaf = path && leafAt(path, scope);
  if (!leaf) return undefined;
  return leaf.type === 'date' ? dateProblem(literal) : notAmong(literal, path.join('.'), leaf.values);
}

/** A literal text that is none of those allowed for a name. */
export function notAmong(
  literal: CelNode,
  name: string,
  allowed: readonly string[] | undefined,
): ValueProblem | undefined {
  if (!allowed || literal.op !== 'value' || typeof literal.args !== 'string') return undefined;
  // An unset value is the empty text.
  if (literal.args === '' || allowed.includes(literal.args)) return undefined;
  const { start, end, args: value } = literal;
  return { start, end, problem: 'value', value, name, allowed };
}

function currencyOf(node: CelNode, scope: ValueScope): Currency | undefined {
  const path = pathOf(node);
  const leaf = path && leafAt(path, scope);
  return leaf?.type === 'money' ? (leaf.currency ?? scope.currency) : undefined;
}

function leafAt(path: readonly string[], { shape }: ValueScope): Leaf | undefined {
  const found = shapeAt(shape, path);
  return found !== undefined && found !== 'any' && 'type' in found ? found : undefined;
}
