import { SaxesParser } from 'saxes';
import { expect, it } from 'vitest';
import { junitXml, type JunitCase } from '../../../src/cli/test-report/junit.ts';

interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
}

/** Read by a strict XML 1.0 parser that is not ours. */
function elementsOf(xml: string): Element[] {
  const parser = new SaxesParser();
  const elements: Element[] = [];
  const open: Element[] = [];
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return elements;
}

const PASSED: JunitCase = {
  report: {
    file: 'maps/scenarios/a.scenario.yaml',
    scenario: 'a & b "pass"',
    passed: true,
    timeline: [],
    failures: [],
  },
  milliseconds: 1500,
  details: '',
};
const FAILED: JunitCase = {
  report: {
    file: 'maps/scenarios/b.scenario.yaml',
    scenario: 'c fails',
    passed: false,
    timeline: [],
    failures: [
      { message: 'email <1> did not come\u0007', expected: [], happened: [] },
      { message: 'and more', expected: [], happened: [] },
    ],
  },
  milliseconds: 20,
  details: '- expected ]]> \n+ happened',
};

it('is well-formed, and says what passed, what failed and why', () => {
  const elements = elementsOf(junitXml([PASSED, FAILED]));
  expect(elements.map(({ name }) => name)).toEqual([
    'testsuites',
    'testsuite',
    'testcase',
    'testsuite',
    'testcase',
    'failure',
  ]);
  expect(elements[0]?.attributes).toEqual({
    name: 'mapwright',
    tests: '2',
    failures: '1',
    errors: '0',
    time: '1.520',
  });
  expect(elements[2]?.attributes).toEqual({
    classname: 'maps/scenarios/a',
    name: 'a & b "pass"',
    time: '1.500',
  });
  expect(elements[5]?.attributes).toEqual({
    type: 'expectation',
    message: 'email <1> did not come  (and 1 more)',
  });
  expect(elements[5]?.text).toBe('- expected ]]> \n+ happened');
});
