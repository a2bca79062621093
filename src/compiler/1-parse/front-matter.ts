/** A part of a file's text and where it begins. */
export interface Part {
  text: string;
  offset: number;
}

/** Parts an email file into front matter and Markdown body. */
export function splitEmail(text: string): { front: Part; body: Part } | { problem: string } {
  const opening = /^---[ \t]*\r?\n/.exec(text);
  if (!opening) return { problem: 'the first line of this file is another' };
  const offset = opening[0].length;
  const closing = /^---[ \t]*(?:\r?\n|$)/m.exec(text.slice(offset));
  if (!closing) return { problem: 'the second `---` is missing' };
  const bodyOffset = offset + closing.index + closing[0].length;
  return {
    front: { text: text.slice(offset, offset + closing.index), offset },
    body: { text: text.slice(bodyOffset), offset: bodyOffset },
  };
}
