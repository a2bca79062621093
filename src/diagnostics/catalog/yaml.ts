import { FILES } from './files.ts';
import { YAML_SYNTAX } from './yaml-syntax.ts';

/** MW1xx: files, YAML, and comments to the compiler. */
export const YAML = { ...YAML_SYNTAX, ...FILES };
