import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvText } from '../../../src/cli/payouts/csv.ts';

const cells: [string, string][] = [
  ['Ada', 'Ada'],
  ['', ''],
  ['Lovelace, Ada', '"Lovelace, Ada"'],
  ['the "first"', '"the ""first"""'],
  ['two\nlines', '"two\nlines"'],
  ['12.50', '12.50'],
  ['-12.50', '-12.50'],
  ['-0.05', '-0.05'],
  ['=1+1', "'=1+1"],
  ['=HYPERLINK("https://evil.example","x")', `"'=HYPERLINK(""https://evil.example"",""x"")"`],
  ['+49 30 1234', "'+49 30 1234"],
  ['-2+3', "'-2+3"],
  ['-12.', "'-12."],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  ['a=1', 'a=1'],
];

test.each(cells)('the cell %j', (text, cell) => {
  expect(csvText(['name'], [[text]])).toBe(`name\r\n${cell}\r\n`);
});

test('an independent reader gets what was written', () => {
  const rows = [
    ['a', 'b,c', 'd"e'],
    ['', '1.5', 'f\r\ng'],
  ];
  expect(parse(csvText(['x', 'y', 'z'], rows))).toEqual([['x', 'y', 'z'], ...rows]);
});
