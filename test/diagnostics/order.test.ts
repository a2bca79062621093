import { expect, test } from 'vitest';
import { diagnostic } from '../../src/diagnostics/catalog.ts';
import { inOrder } from '../../src/diagnostics/order.ts';

const at = (line: number, column: number, file = 'maps/x.map.yaml') => ({
  file,
  start: { line, column },
  end: { line, column: column + 1 },
});
const found = diagnostic('MW203', { key: 'a', where: 'a map', allowed: '`form`', suggestion: '' }, at(2, 3));

test('order is by file, line, column and code', () => {
  const warning = diagnostic('MW115', { code: 'MW301' }, at(2, 3));
  const list = [at(3, 1), at(2, 9), at(2, 3), at(9, 1, 'a')].map((place) => ({ ...found, ...place }));
  const order = inOrder([...list, warning]).map(
    ({ file, start, code }) => `${file}:${start.line}:${start.column} ${code}`,
  );
  expect(order).toEqual([
    'a:9:1 MW203',
    'maps/x.map.yaml:2:3 MW115',
    'maps/x.map.yaml:2:3 MW203',
    'maps/x.map.yaml:2:9 MW203',
    'maps/x.map.yaml:3:1 MW203',
  ]);
});

test('what is found at one place with one code keeps its order', () => {
  const args = { where: 'a map', allowed: '`form`', suggestion: '' };
  const keys = ['c', 'a', 'b'];
  const list = keys.map((key) => diagnostic('MW203', { key, ...args }, at(2, 3)));
  expect(inOrder(list)).toEqual(list);
});

test('the very same diagnostic is reported once', () => {
  const longer = { ...found, end: { line: 2, column: 9 } };
  expect(inOrder([found, longer, { ...found }, { ...found, message: 'another' }])).toEqual([
    found,
    longer,
    { ...found, message: 'another' },
  ]);
});
