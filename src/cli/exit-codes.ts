/** Exit codes of every verb (cli.md; 64, 69 and 70 are those of BSD's sysexits.h). */
export const EXIT = {
  /** Done, or nothing to do. */
  done: 0,
  /** The input is wrong, or a check failed. */
  failed: 1,
  /** `plan` found changes. */
  changes: 2,
  /** Wrong use of the command line. */
  usage: 64,
  /** A server cannot be reached. */
  unavailable: 69,
  /** A bug in Mapwright. */
  bug: 70,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a verb with a message for people, without a stack: the fault is not in this program. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
