import type { CatalogEntry } from './entry.ts';

/** MW1xx: what is written in the file, as YAML. */
export const YAML_SYNTAX = {
  MW101: {
    severity: 'error',
    title: 'YAML that cannot be read',
    message: '{problem}.',
    hint: '{hint}',
    explanation:
      'The file is not valid YAML 1.2, so nothing behind this place can be checked. A text that holds `: ` or ` #`, or begins with one of `{ [ * & ! | > % @`, needs quotes.',
  },
  MW102: {
    severity: 'error',
    title: 'Key written twice',
    message: '`{key}` stands twice in this mapping; one of the two would be lost.',
    hint: 'Remove one, or give it another name.',
    explanation:
      'YAML forbids a key twice in one mapping, and readers disagree about which one counts. Often two entries were meant to have two names.',
  },
  MW103: {
    severity: 'error',
    title: 'Tab used for indentation',
    message: '{lines} indented with {what}; YAML allows spaces only.',
    hint: 'Write spaces instead, two for each level.',
    explanation:
      'A tab has no fixed width, so YAML cannot tell how deep such a line stands. Set your editor to insert spaces in `.yaml` files.',
  },
  MW104: {
    severity: 'error',
    title: 'Several documents in one file',
    message: 'A second document begins here; each file holds one.',
    hint: 'Move it to a file of its own, or remove the `---`.',
    explanation:
      'One file is one map, program or scenario: what a release changes then shows in the list of changed files.',
  },
  MW107: {
    severity: 'error',
    title: 'Aliases that grow without bound',
    message: 'The aliases of this file expand to more than {limit} values.',
    hint: 'Write the repeated part out where it is needed.',
    explanation:
      'Aliases that hold aliases multiply: ten lines can stand for billions of values. No map needs that, so the compiler stops early.',
  },
  MW108: {
    severity: 'error',
    title: 'Nested too deep',
    message: 'This value lies deeper than {limit} levels.',
    hint: 'Flatten the structure: paths of a branch rejoin, so what follows can stand beside it.',
    explanation: 'A bound on the depth keeps a broken or hostile file from exhausting the compiler.',
  },
  MW109: {
    severity: 'error',
    title: 'Key that is not text',
    message: 'A key must be plain text; {problem}.',
    hint: 'Write a plain key, in quotes if need be.',
    explanation:
      'YAML allows lists and mappings as keys; this language has no use for them, so one is a slip of the pen.',
  },
  MW123: {
    severity: 'error',
    title: 'Invisible character',
    message: '{problem}.',
    hint: 'Replace it by an ordinary space, or remove it.',
    explanation:
      'Text that is copied from web pages, chats and word processors brings along spaces that do not break, or characters of no width. They look like nothing or like a space, and are letters to YAML. Inside a sentence they may stay.',
  },
  MW124: {
    severity: 'error',
    title: 'Character that only looks like a mark',
    message: '`{mark}` looks like {what}, and is a letter to YAML.',
    hint: 'Write {instead}{also}.',
    explanation:
      'Word processors turn straight quotes into typographic ones and hyphens into dashes, and some keyboards write full-width colons. The marks of YAML are those of ASCII.',
  },
  MW125: {
    severity: 'error',
    title: 'No space after a mark',
    message: 'A space is missing after the `{mark}`{lines}: YAML takes `{written}` for a text.',
    hint: 'Write a space behind it.',
    explanation:
      'A colon is only the end of a key, and a hyphen only the beginning of an entry, when a space or the end of the line follows. That is why `https://` and `-5` need no quotes.',
  },
  MW126: {
    severity: 'error',
    title: 'Merge field without quotes',
    message:
      'A value that holds a merge field needs quotes here: YAML takes `{{` for the beginning of a mapping.',
    hint: 'Write `{quoted}`.',
    explanation:
      'Braces mean a mapping to YAML wherever a value begins with them, and everywhere inside other braces or brackets. A subject such as `Hello {{contact.firstName}}` needs no quotes.',
  },
  MW127: {
    severity: 'error',
    title: 'Text that needs quotes',
    message: '`{text}` needs quotes: {why}.',
    hint: 'Write `{quoted}`.',
    explanation:
      'A text without quotes must not begin with a mark of YAML, must not hold a colon before a space, and begins with a quote only if it ends there. In single quotes everything is text; a single quote itself is written twice.',
  },
  MW128: {
    severity: 'error',
    title: 'Number that loses digits',
    message: '`{source}` is more than a number keeps exactly; it would be read as {kept}.',
    hint: 'Write a number of at most 15 digits; an id or a code is a text, and needs quotes: `{quoted}`.',
    explanation:
      'Numbers are doubles (IEEE 754), which keep 15 significant digits. An amount of money with more would change without a word, and so would an id.',
  },
  MW129: {
    severity: 'error',
    title: 'Number with leading zeros',
    message:
      '`{source}` is the number {without} here, an octal number to older readers of YAML, and perhaps meant as a text.',
    hint: "Write `{without}` for the number, or `'{source}'` for the text.",
    explanation:
      'Codes, postal codes and telephone numbers begin with zeros, and lose them as numbers. YAML 1.1 reads `0123` as 83, YAML 1.2 as 123, so one who reads the file cannot know.',
  },
  MW130: {
    severity: 'error',
    title: 'Number cut in two by a comma',
    message: '`{written}` is two numbers in a list: the comma parts its values.',
    hint: 'Write `{number}`.',
    explanation:
      'In brackets a comma ends a value, also without a space behind it. Digits are not grouped in YAML.',
  },
  MW131: {
    severity: 'warning',
    title: 'Text cut off by `#`',
    message: '`{lost}` is not a part of this text: a `#` behind a space begins a comment.',
    hint: 'Write `{quoted}`; for a comment, write a space after the `#`.',
    explanation:
      'The text ends before the `#`, and nobody is told. Only a `#` that a digit follows at once is reported, or a letter when the text before it is a sentence, so that ordinary comments pass.',
  },
  MW132: {
    severity: 'error',
    title: 'Alias of nothing',
    message: '`*{name}` {problem}.',
    hint: '{hint}.',
    explanation:
      'An anchor `&name` marks a value, and an alias `*name` below it stands for that value again. Both are read as YAML says; an anchor must come first.',
  },
  MW133: {
    severity: 'error',
    title: 'Unknown tag',
    message: '`{tag}` is a tag of YAML that means nothing here.',
    hint: 'Remove it, or put the whole text in quotes if it begins with `!`.',
    explanation:
      'Tags name types, and this language has one type for each key. The tags of YAML itself, such as `!!str`, are read and change nothing that quotes could not say better.',
  },
  MW134: {
    severity: 'error',
    title: 'Directive of YAML',
    message: '`{text}` cannot be obeyed: {problem}.',
    hint: 'Remove the line.',
    explanation:
      'Every document is read as YAML 1.2, in which `yes`, `on` and `09:30` are texts. A line that asks for another version, or for tags, would mislead the people who read it.',
  },
  MW135: {
    severity: 'error',
    title: 'Merge key of something else',
    message: 'A merge key `<<` takes a mapping, an alias of one, or a list of those, and this is none.',
    hint: 'Write `<<: *NAME`, where `&NAME` marks a mapping above.',
    explanation:
      'Merge keys come from YAML 1.1 and are read as there: the keys of the other mapping are added, and those written here win. A key that is really called `<<` needs quotes.',
  },
  MW136: {
    severity: 'error',
    title: 'Quote or bracket without its other half',
    message: 'This `{mark}` {problem}.',
    hint: '{hint}.',
    explanation:
      'Everything up to the next quote or closing bracket belongs together for YAML, however many lines below it stands, so the place where a reader stumbles is often far behind the mistake.',
  },
  MW137: {
    severity: 'error',
    title: 'Entry of a list in the wrong place',
    message: '{problem}.',
    hint: '{hint}',
    explanation:
      'All entries of a list begin with `-` in the same column. The keys of one entry stand below each other, two columns to the right of its `-`.',
  },
  MW138: {
    severity: 'error',
    title: 'Key without a value in braces',
    message: '`{key}` stands here without a value.',
    hint: 'Write `{key}: …`; if it is the rest of the text before the comma, put that text in quotes.',
    explanation:
      "In braces a comma parts entries, so a text that holds one needs quotes: `{ title: 'Hello, partner' }`.",
  },
} as const satisfies Record<string, CatalogEntry>;
