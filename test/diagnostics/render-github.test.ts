import { expect, test } from 'vitest';
import { diagnostic } from '../../src/diagnostics/catalog.ts';
import { renderGithub } from '../../src/diagnostics/render-github.ts';

const place = {
  file: 'maps/x.map.yaml',
  start: { line: 7, column: 5 },
  end: { line: 7, column: 9 },
};
const found = diagnostic(
  'MW203',
  { key: 'onec', where: '`triggers.a` (on: login-used)', allowed: '`on`, `once`', suggestion: '' },
  place,
);

test('each diagnostic is one workflow command', () => {
  const remark = diagnostic('MW110', {}, { ...place, end: place.start });
  const warning = diagnostic('MW115', { code: 'MW301' }, place);
  expect(renderGithub([found, warning, remark]).split('\n')).toEqual([
    '::error file=maps/x.map.yaml,line=7,col=5,endLine=7,endColumn=9,title=MW203 Unknown key::`onec` is not a key of `triggers.a` (on: login-used).%0AKeys here: `on`, `once`.',
    expect.stringMatching(/^::warning file=.*,title=MW115 Ignored without a reason::/) as string,
    expect.stringMatching(/^::notice file=.*,endColumn=5,title=MW110 Byte order mark::/) as string,
    '',
  ]);
  expect(renderGithub([])).toBe('');
});

test('columns are left out of a place over several lines, where they are not allowed', () => {
  const over = { ...found, end: { line: 9, column: 2 } };
  expect(renderGithub([over])).toMatch(/^::error file=maps\/x\.map\.yaml,line=7,endLine=9,title=/);
});

test('what means something to GitHub is escaped', () => {
  const hostile = {
    ...found,
    file: 'maps/a,b:c%\n::error::x.map.yaml',
    message: '100% of\r\n::error::it, you: see',
    hint: 'Fix it.',
  };
  const text = renderGithub([hostile]);
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  expect(text).toContain('file=maps/a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax.map.yaml,line=7');
  expect(text).toMatch(/::100%25 of%0D%0A::error::it, you: see%0AFix it\.\n$/);
});
