/** What a tag does to the text around it: `inline` prints a value; `each` and `open` begin a block, `each` a repeated one. */
type TagKind = 'inline' | 'each' | 'open' | 'close' | 'middle';

/**
 * Handlebars tags hidden behind plain words, so that Markdown, MJML and the HTML-to-text converter
 * carry them along untouched wherever they stand: in a link target, an attribute or between blocks.
 */
export interface TagShield {
  /** Replaces each tag of `text` by a word of ASCII letters and digits. */
  hide(text: string): string;
  /** Puts the tags back, exactly as they were written. */
  restore(text: string): string;
  /** The tags of a line that holds structural tags and nothing else; undefined for any other line. */
  structureOf(line: string): { word: string; kind: TagKind }[] | undefined;
}

// Comments first, for an apostrophe in them opens no string; a string may hold the closing braces.
const TAG =
  /\{\{~?!--[\s\S]*?--~?\}\}|\{\{~?![\s\S]*?\}\}|\{\{\{?(?:"(?:\\"|[^"])*"|'(?:\\'|[^'])*'|[^"'}])*\}\}\}?/g;

/** A shield for the given texts: the words that it uses occur in none of them. */
export function tagShield(...texts: string[]): TagShield {
  let prefix = 'mergetag';
  while (texts.some((text) => text.includes(prefix))) prefix += 'x';
  const tags: string[] = [];
  const word = new RegExp(`${prefix}(\\d+)z`, 'g');
  const structure = new RegExp(`^(?:${prefix}\\d+z[ \\t]*)+$`);

  return {
    hide: (text) => text.replace(TAG, (tag) => `${prefix}${tags.push(tag) - 1}z`),
    restore: (text) => text.replace(word, (_word, index: string) => tags[Number(index)] ?? ''),
    structureOf(line) {
      if (!structure.test(line)) return undefined;
      const found = [...line.matchAll(word)].map((match) => ({
        word: match[0],
        kind: kindOf(tags[Number(match[1])] ?? ''),
      }));
      return found.every(({ kind }) => kind !== 'inline') ? found : undefined;
    },
  };
}

function kindOf(tag: string): TagKind {
  const start = tag.replace(/^\{\{~?\s*/, '');
  if (/^#\s*each\b/.test(start)) return 'each';
  if (start.startsWith('#')) return 'open';
  if (start.startsWith('/')) return 'close';
  if (start.startsWith('!') || start.startsWith('^') || /^else\b/.test(start)) return 'middle';
  return 'inline';
}
