import { isMap, isNode, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Position } from '../../diagnostics/diagnostic.ts';

/** Keys and indices that lead to a value. */
export type ValuePath = readonly (string | number)[];

/** Where a value of a scenario is written; of a long one its first line. Where it is not, the nearest value around it. */
export function placeIn(text: string, path: ValuePath): { start: Position; end: Position } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const range = nearest(document, path)?.range;
  const from = range?.[0] ?? 0;
  const newline = text.indexOf('\n', from);
  const to = Math.min(range?.[1] ?? 0, newline < 0 ? text.length : newline);
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  return { start: position(from), end: position(to) };
}

function nearest(document: Document.Parsed, path: ValuePath): Node | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const found = document.getIn(path.slice(0, length), true);
    if (isNode(found)) return found;
  }
  return undefined;
}

/** The part of a scenario's text that holds its `expect`, from the key on; undefined where it has none. */
export function expectationSpan(text: string): { from: number; to: number } | undefined {
  const { contents } = parseDocument(text);
  if (!isMap(contents)) return undefined;
  const pair = contents.items.find(({ key }) => String(key) === 'expect');
  const [from, to] = [rangeOf(pair?.key)?.[0], rangeOf(pair?.value)?.[1]];
  return from === undefined || to === undefined ? undefined : { from, to };
}

function rangeOf(node: unknown): readonly number[] | null | undefined {
  return isNode(node) ? node.range : undefined;
}
