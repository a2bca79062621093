import { checkMaps } from '../../compiler/compile-maps.ts';
import { renderHuman } from '../../diagnostics/render-human.ts';
import { renderJson } from '../../diagnostics/render-json.ts';

/** What `mapwright check` was asked for. */
export interface CheckOptions {
  /** The folder; it may lie outside the project. */
  path: string;
  format: 'human' | 'json';
  /** Warnings fail, too. */
  strict: boolean;
  color: boolean;
  /** Takes the answer. */
  write: (text: string) => void;
}

/** Compiles a folder and reports what is wrong in it. Answers the exit code: 0, or 1 if something is. */
export async function runCheck({ path, format, strict, color, write }: CheckOptions): Promise<number> {
  const { diagnostics, maps, sources } = await checkMaps({ path });
  write(
    format === 'json' ? renderJson(diagnostics, maps) : renderHuman(diagnostics, { maps, sources, color }),
  );
  const failing = diagnostics.some(
    ({ severity }) => severity === 'error' || (strict && severity === 'warning'),
  );
  return failing ? 1 : 0;
}
