import { diagnostic } from '../../diagnostics/catalog.ts';
import { placeOf, type LintRule } from './looked-at.ts';

/** Every picture has an alternative text (WCAG 2.2, 1.1.1). */
export const pictures: LintRule = ({ page, file, layout }) =>
  page('img')
    .toArray()
    .filter(({ attribs }) => !attribs['alt']?.trim())
    .map(({ attribs }) => {
      const url = attribs['src'] ?? '';
      return diagnostic('MW603', { url }, placeOf(url, [file, ...(layout ? [layout] : [])]));
    });
