import type { CatalogEntry } from './entry.ts';

/** MW1xx: files, YAML, and comments to the compiler. */
export const YAML = {
  MW101: {
    severity: 'error',
    title: 'YAML that cannot be read',
    message: '{problem}.',
    hint: 'Check the indentation and the quotes of this line and the one above it.',
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
    message: 'This line is indented with a tab; YAML allows spaces only.',
    hint: 'Indent it with spaces, two for each level.',
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
  MW105: {
    severity: 'error',
    title: 'Empty file',
    message: 'The file is empty; expected {what}.',
    hint: 'Write the document, or delete the file.',
    explanation:
      'An empty file is mostly what a failed save or merge left behind, so it is not passed over in silence.',
  },
  MW106: {
    severity: 'error',
    title: 'Not UTF-8',
    message: 'The file is not UTF-8 text.',
    hint: 'Save it again in the encoding UTF-8.',
    explanation:
      'Read with a wrong encoding, names and texts would reach partners garbled. UTF-16, which some Windows programs write, is refused as well.',
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
    message: 'A key must be plain text.',
    hint: 'Write a plain key, in quotes if need be.',
    explanation:
      'YAML allows lists and mappings as keys; this language has no use for them, so one is a slip of the pen.',
  },
  MW110: {
    severity: 'info',
    title: 'Byte order mark',
    message: 'The file begins with a byte order mark, which is ignored.',
    hint: 'Save it as UTF-8 without BOM.',
    explanation: 'UTF-8 needs no byte order mark. It does no harm here, but other tools stumble over it.',
  },
  MW111: {
    severity: 'error',
    title: 'Email without front matter',
    message: 'An email begins with its front matter between two lines of `---`; {problem}.',
    hint: 'Begin the file with `---`, `subject: …`, `---`.',
    explanation: 'The subject stands in the front matter, and no email goes out without a subject.',
  },
  MW112: {
    severity: 'warning',
    title: 'File of no known kind',
    message: 'The name of this file does not say what kind of document it is, so it is not read.',
    hint: '{suggestion}Known names: {known}.',
    explanation:
      'The kind of a document is the end of its file name. A file that is passed over in silence looks like a map that does nothing.',
  },
  MW113: {
    severity: 'error',
    title: 'Nothing to compile',
    message: 'There is no map and no partner program under `{path}`.',
    hint: 'Give the folder that holds `NAME.map.yaml` and `NAME.program.yaml`.',
    explanation: 'A check that found no file would pass without having checked anything.',
  },
  MW114: {
    severity: 'error',
    title: 'Path that cannot be read',
    message: '`{path}` cannot be read: {reason}.',
    hint: 'Give a folder that exists, with files that may be read.',
    explanation: 'The compiler reads a whole folder, because maps, programs and emails refer to each other.',
  },
  MW115: {
    severity: 'warning',
    title: 'Ignored without a reason',
    message: 'This comment silences `{code}` without saying why.',
    hint: 'Write `# mapwright-ignore {code}: the reason`.',
    explanation: 'Whoever reads the map later must be able to judge whether the reason still holds.',
  },
  MW116: {
    severity: 'warning',
    title: 'Ignore comment that silences nothing',
    message: 'There is no warning `{code}` on the line below{why}.',
    hint: 'Remove the comment, or move it directly above the line it is meant for.',
    explanation:
      'A comment that silences nothing hides the next problem of its kind. Errors cannot be silenced: a map with an error does not run.',
  },
  MW117: {
    severity: 'warning',
    title: 'Ignore comment without a code',
    message: '{problem}, so this comment silences nothing.',
    hint: 'Name one code, such as `# mapwright-ignore MW301: the reason`.',
    explanation:
      'One comment silences one kind of warning on one line. `MW3xx` names a whole series and is not accepted.',
  },
} as const satisfies Record<string, CatalogEntry>;
