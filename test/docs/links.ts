import { existsSync, readFileSync } from 'node:fs';
import { anchorOf } from '../../tools/generate/language-reference/expand.ts';

/** Links of a page to files and headings that are not there. */
export function missingLinks(page: string, root: URL): string[] {
  const here = new URL(page, root);
  const targets = [...outsideFences(here).matchAll(/\]\(([^)\s]*)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => !/^https?:/.test(target) && !isThere(new URL(target, here), here));
}

function isThere(target: URL, here: URL): boolean {
  const anchor = target.hash.slice(1);
  target.hash = '';
  if (!existsSync(target)) return false;
  if (anchor === '') return target.href !== here.href;
  const headings = [...outsideFences(target).matchAll(/^#+ (.+)$/gm)];
  return headings.some(([, title = '']) => anchorOf(title) === anchor);
}

function outsideFences(file: URL): string {
  return readFileSync(file, 'utf8').replace(/^```[^]*?^```$/gm, '');
}
