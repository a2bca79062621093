import { BYTE_MUTATORS } from './kinds/bytes.ts';
import { CONDITION_MUTATORS } from './kinds/conditions.ts';
import { FILE_MUTATORS } from './kinds/files.ts';
import { HARMLESS_MUTATORS } from './kinds/harmless.ts';
import { MAIL_MUTATORS } from './kinds/mails.ts';
import { NAME_MUTATORS } from './kinds/names.ts';
import { REMOVAL_MUTATORS } from './kinds/removals.ts';
import { STRUCTURE_MUTATORS } from './kinds/structure.ts';
import { VALUE_MUTATORS } from './kinds/values.ts';
import type { Mutator } from './mutator.ts';

/** All ways to change a project. */
export const MUTATORS: readonly Mutator[] = [
  ...NAME_MUTATORS,
  ...REMOVAL_MUTATORS,
  ...STRUCTURE_MUTATORS,
  ...VALUE_MUTATORS,
  ...CONDITION_MUTATORS,
  ...MAIL_MUTATORS,
  ...BYTE_MUTATORS,
  ...FILE_MUTATORS,
  ...HARMLESS_MUTATORS,
];
