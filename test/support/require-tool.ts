/** A program that a test file needs and that npm does not bring. */
export interface Tool {
  /** As people call it: `Chromium`. */
  name: string;
  /** Whether it is there. */
  found: boolean;
  /** How to get it, as a command or a setting. */
  get: string;
}

/**
 * Whether the tests that need the tool can run: `describe.runIf(requireTool(…))`. Where it is missing, one line
 * says how to get it.
 * @throws with the same line when CI=true: there a missing tool is a failure, not a reason to skip.
 */
export function requireTool({ name, found, get }: Tool): boolean {
  if (found) return true;
  const line = `${name} is missing: ${get}.`;
  if (process.env['CI'] === 'true') throw new Error(line);
  process.stderr.write(`skipped: ${line}\n`);
  return false;
}
