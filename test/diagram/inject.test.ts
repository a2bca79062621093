import { describe, expect, test } from 'vitest';
import { blocksOf, inject, markersOf } from '../../src/diagram/inject.ts';

const pictures = new Map([
  ['a', 'flowchart TD\n  a\n'],
  ['b', 'flowchart TD\n  b\n'],
]);
const [startA, end] = markersOf('a');
const [startB] = markersOf('b');

/** The document with every block renewed. */
function renewed(text: string): string {
  const { blocks, problems } = blocksOf(text);
  expect(problems).toEqual([]);
  return inject(text, blocks, pictures);
}

describe('renewing', () => {
  test('several blocks, whatever stood in them', () => {
    const text = `# Title\n${startA}\n${end}\nbetween\n${startB}\nold\n\`\`\`\nbroken\n${end}\nend`;
    const block = (map: string) => `\n\`\`\`mermaid\nflowchart TD\n  ${map}\n\`\`\`\n`;
    const expected = `# Title\n${startA}\n${block('a')}\n${end}\nbetween\n${startB}\n${block('b')}\n${end}\nend`;
    expect(renewed(text)).toBe(expected);
    expect(renewed(expected)).toBe(expected);
  });

  test('line ends stay what they are', () => {
    const result = renewed(`x\r\n${startA}\r\n${end}\r\n`);
    expect(result.split('\r\n').join('')).not.toMatch(/[\r\n]/);
    expect(result).toContain('\r\n```mermaid\r\nflowchart TD\r\n');
    expect(renewed(result)).toBe(result);
  });

  test('a mark at the start of the file stays, and does not hide a marker', () => {
    const text = `\uFEFF${startA}\n${end}\n`;
    expect(renewed(text)).toMatch(/^\uFEFF<!-- mapwright graph a -->\n\n```mermaid/);
  });

  test('in a list the block is as far in as its marker', () => {
    expect(renewed(`- one\n  ${startA}\n  ${end}\n`)).toBe(
      `- one\n  ${startA}\n\n  \`\`\`mermaid\n  flowchart TD\n    a\n  \`\`\`\n\n  ${end}\n`,
    );
  });

  test.each([
    `\`\`\`md\n${startA}\n${end}\n\`\`\`\n`,
    `~~~~\n~~~\n${startA}\n${end}\n~~~~\n`,
    `Write \`${startA}\` and \`${end}\` into it.\n`,
  ])('markers in code are examples: %j', (text) =>
    expect(blocksOf(text)).toEqual({ blocks: [], problems: [] }),
  );

  test('code in a line opens no block', () => {
    expect(blocksOf(`\`\`\`x\`\`\` is code\n${startA}\n${end}\n`).blocks).toHaveLength(1);
  });

  test('spaces in a marker do not matter', () => {
    expect(blocksOf('<!--mapwright graph  a-->\n<!--  /mapwright graph -->').blocks).toEqual([
      { map: 'a', line: 1, end: 2, indent: '' },
    ]);
  });
});

describe('markers that are wrong', () => {
  const neverClosed = 'The block of a is never closed: add a line <!-- /mapwright graph --> behind it';
  test.each([
    [`x\n${startA}\n`, [{ line: 2, message: neverClosed }]],
    [`${startA}\n${startB}\n${end}\n`, [{ line: 1, message: neverClosed }]],
    [`x\n\n${end}\n`, [{ line: 3, message: 'This marker closes a block that is not open' }]],
    ['<!-- mapwright graph -->', [{ line: 1, message: 'The marker does not say which map it is for' }]],
  ])('%j', (text, problems) => expect(blocksOf(text).problems).toEqual(problems));
});
