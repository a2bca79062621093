import type { CatalogEntry } from './entry.ts';

/** MW2xx: the shape of a document. */
export const SHAPE = {
  MW201: {
    severity: 'error',
    title: 'Wrong kind of value',
    message: '{what} must be {expected}, not {actual}.',
    hint: '{fix}',
    explanation:
      'Each key takes one kind of value. Text that looks like a number or like `true` needs quotes to be text.',
  },
  MW202: {
    severity: 'error',
    title: 'Missing key',
    message: '{where} needs `{key}`.',
    hint: 'Add `{key}: {example}`.',
    explanation: 'Without this key the document has no meaning that could be guessed safely.',
  },
  MW203: {
    severity: 'error',
    title: 'Unknown key',
    message: '`{key}` is not a key of {where}.',
    hint: '{suggestion}Keys here: {allowed}.',
    explanation:
      'A misspelt key would be a setting that silently does nothing, so unknown keys are errors. Some keys depend on another: the match keys of a trigger on its `on`.',
  },
  MW204: {
    severity: 'error',
    title: 'Value that is not allowed',
    message: '`{value}` is not a value of {what}.',
    hint: '{suggestion}Allowed: {allowed}.',
    explanation: 'The key takes one of a closed list of values.',
  },
  MW205: {
    severity: 'error',
    title: 'Number out of range',
    message: '{what} must be {bound}, not {value}.',
    hint: 'Write a number that is {bound}.',
    explanation: 'Outside of its range the number makes no sense: nobody earns a commission of 120 percent.',
  },
  MW206: {
    severity: 'error',
    title: 'Malformed text',
    message: '`{value}` is not {expected}.',
    hint: 'Write it like `{example}`.',
    explanation:
      'Names, addresses and instants have a fixed form. Names are lower-case letters, digits and hyphens, because they appear in addresses and file names.',
  },
  MW207: {
    severity: 'error',
    title: 'Nothing says which kind',
    message: '{where} needs a key that says what it does{found}.',
    hint: '{suggestion}Kinds: {kinds}.',
    explanation:
      'A step does exactly one thing, and the key that names it is its kind, such as `email` or `wait`.',
  },
  MW208: {
    severity: 'error',
    title: 'Two kinds in one',
    message: '{where} has two kinds, `{first}` and `{second}`, and can have only one.',
    hint: 'Make two entries of it, each with a `-` of its own.',
    explanation: 'The order of the two would be a guess. Two list items have an order that everybody sees.',
  },
  MW209: {
    severity: 'error',
    title: 'Empty or repeated',
    message: '{what} {problem}.',
    hint: '{fix}',
    explanation: 'A list that must hold something is empty, or holds the same value twice.',
  },
  MW210: {
    severity: 'error',
    title: 'Keys that exclude each other',
    message: '{where} takes {count} of {keys}, and has {found}.',
    hint: 'Write one of them, and no other beside it.',
    explanation:
      'These keys are different ways to say the same thing. With two of them, one would be ignored.',
  },
  MW299: {
    severity: 'error',
    title: 'Not run yet',
    message: '`{key}` belongs to the language, but this version does not run it yet.',
    hint: '{instead}',
    explanation:
      'It is checked like everything else, but this version does not run it. A map that uses it is refused where it would run, so that no map does less than it says.',
  },
} as const satisfies Record<string, CatalogEntry>;
