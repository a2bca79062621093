import type { Proposal } from '../mutant.ts';
import { mutator, type Mutator } from '../mutator.ts';
import type { Project } from '../project.ts';
import type { Span } from '../sites.ts';
import { typo } from '../typo.ts';
import { shortened } from './replace.ts';

/** A `{{…}}` of an email. */
interface Tag extends Span {
  file: string;
  text: string;
  /** Its line; of the tags of a block the block's lines; in the front matter the key with its value. */
  node: Span;
  /** It begins, parts or ends a block. */
  ofBlock: boolean;
}

function tagsOf({ files }: Project): Tag[] {
  return files.flatMap((file) => {
    const texts = file.sites
      .filter(({ role }) => role.is === 'template')
      .map(({ value, whole }) => ({ span: value, node: whole }));
    const bodies = file.body ? [{ span: file.body, node: undefined }] : [];
    return [...texts, ...bodies].flatMap(({ span, node }) => tagsIn(file.path, file.text, span, node));
  });
}

function tagsIn(file: string, text: string, span: Span, node: Span | undefined): Tag[] {
  const open: Tag[] = [];
  return [...text.slice(span.start, span.end).matchAll(/\{\{[^}]*\}\}/g)].map(({ index, 0: tag }) => {
    const start = span.start + index;
    const end = start + tag.length;
    const ofBlock = /^\{\{\s*(#|\/|else\b)/.test(tag);
    const found: Tag = {
      file,
      text: tag,
      start,
      end,
      ofBlock,
      node: node ?? lineAround(text, { start, end }),
    };
    if (tag.startsWith('{{#')) open.push(found);
    const begun = tag.startsWith('{{/') ? open.pop() : undefined;
    if (begun) {
      begun.node = { start: begun.node.start, end: found.node.end };
      found.node = begun.node;
    }
    return found;
  });
}

function lineAround(text: string, { start, end }: Span): Span {
  const newline = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start) + 1, end: newline === -1 ? text.length : newline };
}

function change(
  tag: Tag,
  replacement: string,
  expects: Proposal['expects'],
  meant?: string,
): Proposal | undefined {
  if (replacement === tag.text) return undefined;
  const { file, start, end, node } = tag;
  const what = `${shortened(tag.text)} → ${shortened(replacement) || 'nothing'}`;
  const more = meant === undefined ? {} : { meant };
  return { file, edits: [{ start, end, text: replacement }], node, what, expects, ...more };
}

const HELPER = /^(\{\{[#/]?)(\w+)(?=\s|\}\}$)/;

/** The names in a tag, each with its offset; a helper is not among them, nor is what is quoted. */
function namesIn({ text }: Tag): { word: string; at: number }[] {
  const isCall = /^\{\{[#/]/.test(text) || /^\{\{\w+ /.test(text);
  const unquoted = text.replaceAll(/"[^"]*"/g, (quoted) => ' '.repeat(quoted.length));
  const from = isCall ? (HELPER.exec(text)?.[0].length ?? 0) : 0;
  return [...unquoted.slice(from).matchAll(/[A-Za-z]\w*/g)].map(({ index, 0: word }) => ({
    word,
    at: from + index,
  }));
}

const fieldTypo = mutator(
  'merge field typo',
  (project) => tagsOf(project).flatMap((tag) => namesIn(tag).map((name) => ({ tag, ...name }))),
  ({ tag, word, at }, random) => {
    const text = typo(word, random);
    if (text === undefined || word === 'else') return undefined;
    return change(tag, tag.text.slice(0, at) + text + tag.text.slice(at + word.length), 'error', word);
  },
);

const helperTypo = mutator(
  'helper typo',
  (project) => tagsOf(project).filter(({ text }) => /^\{\{([#/]\w+|\w+ )/.test(text)),
  (tag, random) => {
    const word = HELPER.exec(tag.text)?.[2] ?? '';
    const text = typo(word, random);
    if (text === undefined) return undefined;
    const replaced = tag.text.replace(HELPER, (_whole, open: string) => open + text);
    return change(tag, replaced, 'error', tag.text.startsWith('{{/') ? undefined : word);
  },
);

const ELSEWHERE = [
  'login.url',
  'sale.amount',
  'milestone.value',
  'approval.reason',
  'unsubscribe.url',
  'contact.lastName',
];
const NOWHERE = [
  'contact.password',
  'firstName',
  'contact',
  'event.sale.amount',
  'user.name',
  'login.password',
];

const otherField = mutator(
  'merge field replaced',
  (project) => tagsOf(project).filter(({ text }) => /^\{\{[\w.]+\}\}$/.test(text)),
  (tag, random) => {
    const [field, expects] = random.oneIn(2)
      ? ([random.pick(ELSEWHERE), 'any'] as const)
      : ([random.pick(NOWHERE), 'error'] as const);
    return change(tag, `{{${field}}}`, expects);
  },
);

const braces = mutator('merge field braces', tagsOf, (tag, random) => {
  const { text } = tag;
  const inside = text.slice(2, -2);
  const replacement = random.pick([
    `{${inside}}}`,
    `{{${inside}}`,
    `{${inside}}`,
    `{{{${inside}}}`,
    `{{${inside}}}}`,
    `{{ ${inside}`,
    `{{${inside}{{`,
    `\${${inside}}`,
    `%${inside}%`,
    ...(tag.ofBlock ? ['', `{{${inside.slice(1)}}}`] : ['{{}}', `{{#${inside}}}`, `{{${inside}.}}`]),
  ]);
  // Without `{{else}}` both texts are shown, one after the other.
  return change(tag, replacement, replacement === '' && text === '{{else}}' ? 'any' : 'error');
});

/** What is wrong in the texts of emails. */
export const MAIL_MUTATORS: readonly Mutator[] = [fieldTypo, helperTypo, otherField, braces];
