import type { Place } from '../../diagnostics/catalog.ts';
import { keyPlace, valuePlace, type ParsedFile } from '../1-parse/parsed-file.ts';
import type { StepNode } from './step-tree.ts';

/** The key that says the step's kind; for a bare word the word. */
export function stepPlace(file: ParsedFile, node: StepNode): Place {
  if (typeof node.step !== 'string') return keyPlace(file, node.step, node.kind);
  return node.source ? valuePlace(file, node.source.list, node.source.index) : valuePlace(file);
}
