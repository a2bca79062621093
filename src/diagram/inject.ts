/** A pair of marker lines in a document. */
export interface Block {
  map: string;
  /** Of the first marker, from 1. */
  line: number;
  /** Of the second marker, from 1. */
  end: number;
  /** What stands before the first marker on its line: the block may be inside a list. */
  indent: string;
}

/** What is wrong with a document's markers; `line` from 1. */
export interface MarkerProblem {
  line: number;
  message: string;
}

const START = /^(\s*)<!--\s*mapwright graph(?:\s+(\S+))?\s*-->\s*$/;
const END = /^\s*<!--\s*\/mapwright graph\s*-->\s*$/;
const FENCE = /^\s*(`{3,}|~{3,})(.*)$/;

/** The two lines between which a map's diagram is kept. */
export function markersOf(map: string): [string, string] {
  return [`<!-- mapwright graph ${map} -->`, '<!-- /mapwright graph -->'];
}

/** Finds the markers of a Markdown document. Those in a code block are examples, and left alone. */
export function blocksOf(text: string): { blocks: Block[]; problems: MarkerProblem[] } {
  const blocks: Block[] = [];
  const problems: MarkerProblem[] = [];
  let open: Omit<Block, 'end'> | undefined;
  let fence: string | undefined;
  linesOf(text).forEach((content, index) => {
    const line = index + 1;
    // What stands between markers is replaced anyway, so a fence in there hides nothing.
    if (!open) fence = fenceAfter(fence, content);
    if (fence !== undefined) return;
    const [isStart, indent = '', map] = START.exec(content) ?? [];
    if (isStart !== undefined) {
      if (open) problems.push(neverClosed(open));
      open = undefined;
      if (map === undefined) problems.push({ line, message: 'The marker does not say which map it is for' });
      else open = { map, line, indent };
    } else if (END.test(content)) {
      if (open) blocks.push({ ...open, end: line });
      else problems.push({ line, message: 'This marker closes a block that is not open' });
      open = undefined;
    }
  });
  if (open) problems.push(neverClosed(open));
  return { blocks, problems };
}

function neverClosed({ map, line }: Omit<Block, 'end'>): MarkerProblem {
  return { line, message: `The block of ${map} is never closed: add a line ${markersOf(map)[1]} behind it` };
}

function fenceAfter(fence: string | undefined, line: string): string | undefined {
  const [, sign = '', info = ''] = FENCE.exec(line) ?? [];
  if (sign === '') return fence;
  // With backticks behind them, backticks are code within a line.
  if (fence === undefined) return sign.startsWith('`') && info.includes('`') ? undefined : sign;
  return sign.startsWith(fence) && info.trim() === '' ? undefined : fence;
}

/** The document with a Mermaid diagram in each block; everything else, line endings included, is as it was. */
export function inject(
  text: string,
  blocks: readonly Block[],
  pictures: ReadonlyMap<string, string>,
): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split('\n');
  for (const { map, line, end, indent } of blocks.toReversed()) {
    const picture = (pictures.get(map) ?? '').trimEnd().split('\n');
    // Blank lines around a code block are what formatters of Markdown put there, too.
    const inside = ['', '```mermaid', ...picture, '```', ''].map((one) => (one === '' ? '' : indent + one));
    const kept = eol === '\n' ? inside : inside.map((one) => `${one}\r`);
    lines.splice(line, end - line - 1, ...kept);
  }
  return lines.join('\n');
}

/** The lines without their ends, nor the mark that some editors put at the start of a file. */
function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/, '').split(/\r?\n/);
}
