/*
 * Signs that end a quoted label, start an entity, are HTML, or are Markdown to Mermaid (which lays out every label as
 * such): written as Mermaid's entity codes, which are letters again when it has parsed the diagram. A colon with a sign
 * behind it is one of them because Mermaid takes the end off a line that looks like `style…:…#…;`.
 */
const SPECIAL = /[#"<>&\\`*_~[\]|$%!]|:(?=[^\s\d])/g;

/** A text inside a quoted label. */
export function mermaidText(text: string): string {
  return oneLine(text).replace(SPECIAL, (sign) => `#${sign.charCodeAt(0)};`);
}

/** A text in a line of its own, such as `accTitle: …`, which ends with the line and knows no entities. */
export function plainLine(text: string): string {
  return oneLine(text)
    .replace(/[#;%{}<>"]/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * Ids for Mermaid, which knows letters, digits and underscores, and reserves words such as `end` and `graph`: a letter
 * for the kind of thing comes first. The same node keeps its id when others come and go, unless two differ only in signs.
 */
export function mermaidIds(ids: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    ids.map((id) => {
      const plain = `n_${id.replace(/[^A-Za-z0-9]+/g, '_')}`;
      let own = plain;
      for (let count = 2; taken.has(own.toLowerCase()); count++) own = `${plain}_${count}`;
      taken.add(own.toLowerCase());
      return [id, own];
    }),
  );
}
