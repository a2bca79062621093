import MarkdownIt from 'markdown-it';
import type StateBlock from 'markdown-it/lib/rules_block/state_block.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { joinRepeatedLists } from './markdown-lists.ts';
import { turnLonelyLinksIntoButtons } from './markdown-buttons.ts';
import type { TagShield } from './merge-tags.ts';

/** `mail`: for the HTML part; `plain`: the same structure without layout, for conversion to text. */
export type Flavour = 'mail' | 'plain';

/**
 * Markdown (CommonMark and tables; raw HTML stays text) to HTML. Merge tags have been hidden by `shield`;
 * a line of nothing but structural tags (`{{#if x}}`, `{{else}}`, `{{/each}}`) makes no paragraph.
 */
export function markdownToHtml(markdown: string, shield: TagShield, flavour: Flavour): string {
  const md = new MarkdownIt({ html: false, linkify: true });
  // Only addresses with a scheme become links: "acme.example" in a sentence is a name.
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  md.block.ruler.before('table', 'merge_tag', mergeTagRule(shield), {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
  if (flavour === 'mail') {
    md.core.ruler.push('mail', (state) => {
      state.tokens = joinRepeatedLists(state.tokens);
      turnLonelyLinksIntoButtons(state.tokens);
    });
  }
  md.renderer.rules['merge_tag'] = (tokens: Token[], index: number) => {
    const word = tokens[index]?.content ?? '';
    // In the text part each tag keeps a line of its own, which Handlebars then removes as a whole.
    return flavour === 'mail' ? `${word}\n` : `<div>${word}</div>\n`;
  };
  return md.render(markdown);
}

function mergeTagRule(shield: TagShield) {
  return (state: StateBlock, line: number, _lastLine: number, silent: boolean): boolean => {
    if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
    const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
    const tags = shield.structureOf(state.src.slice(start, state.eMarks[line]).trim());
    if (!tags) return false;
    if (silent) return true;
    for (const { word, kind } of tags) {
      const token = state.push('merge_tag', '', 0);
      token.content = word;
      token.info = kind;
      token.map = [line, line + 1];
    }
    state.line = line + 1;
    return true;
  };
}
