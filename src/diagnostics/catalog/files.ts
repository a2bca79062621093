import type { CatalogEntry } from './entry.ts';

/** MW1xx: files, their text, and comments to the compiler. */
export const FILES = {
  MW105: {
    severity: 'error',
    title: 'Empty file',
    message: 'The file is empty; expected {what}.',
    hint: 'Write the document, or delete the file.',
    explanation:
      'An empty file is mostly the rest of a failed save or merge, so it is not passed over in silence.',
  },
  MW106: {
    severity: 'error',
    title: 'Not UTF-8',
    message: '{problem}.',
    hint: 'Save it again with the encoding UTF-8.',
    explanation:
      'Read with a wrong encoding, names and texts would reach partners garbled. UTF-16, which some Windows programs write, is refused as well.',
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
    hint: '{hint}',
    explanation: 'The subject stands in the front matter, and no email goes out without a subject.',
  },
  MW112: {
    severity: 'warning',
    title: 'File of no known kind',
    message: 'The name of this file says no kind of document, so the file is not read.',
    hint: '{suggestion}Known names: {known}.',
    explanation:
      'The kind of a document is the end of its file name. A file that is passed over in silence looks like a map that does nothing.',
  },
  MW113: {
    severity: 'error',
    title: 'Nothing to compile',
    message: 'There is no map and no partner program under `{path}`.',
    hint: 'Give the folder that holds NAME.map.yaml and NAME.program.yaml.',
    explanation: 'A check that found no file would pass without having checked anything.',
  },
  MW114: {
    severity: 'error',
    title: 'Path that cannot be read',
    message: '`{path}` cannot be read: {reason}.',
    hint: 'Give a folder that exists, with files that may be read; remove or mend what is in the way.',
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
  MW118: {
    severity: 'error',
    title: 'Unfinished merge',
    message: 'Git left two versions of this part here, and nobody has chosen between them.',
    hint: 'Keep what is right, and remove the three lines with `<<<<<<<`, `=======` and `>>>>>>>`.',
    explanation:
      'A merge that ended in a conflict writes both versions into the file. Until one is chosen the file is not read, because its two halves contradict each other.',
  },
  MW119: {
    severity: 'error',
    title: 'File too large',
    message: 'The file has {size}; files of up to {limit} are read.',
    hint: 'Part it into several maps, or look whether something else was saved under this name.',
    explanation:
      'A map of 500 steps has some 50 KiB. The bound keeps one wrong file from holding up every check for minutes.',
  },
  MW120: {
    severity: 'error',
    title: 'File under another name',
    message: '`{name}` is taken for {what}, and is not named like one.',
    hint: '{hint}',
    explanation:
      'Editors, releases and other tools find documents by the ends of their names, in small letters and with `.yaml`. The name of an email is that of its file, and consists of small letters, digits and hyphens.',
  },
  MW121: {
    severity: 'error',
    title: 'Control character',
    message: 'The control character {code} stands here{more}; YAML forbids it, and nobody can see it.',
    hint: 'Remove it, or look whether the file is text at all.',
    explanation:
      'Control characters come from copied terminal output or from files that are no text. In double quotes a text can name one, as in `"\\u0007"`.',
  },
  MW122: {
    severity: 'error',
    title: 'Carriage return alone',
    message:
      'A carriage return without a line feed stands here; for YAML the line ends, for most tools it goes on.',
    hint: 'Save the file with line ends LF or CRLF.',
    explanation:
      'Old Macintosh programs ended lines so. Git, editors and this compiler would count the lines of such a file differently, and no place in it could be named.',
  },
} as const satisfies Record<string, CatalogEntry>;
