import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { until } from '../../../tools/demo/clock.ts';
import type { ChildTask, Doors } from './child.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const ANSWER_WITHIN_MS = 120_000;

/** Runs the whole stack in a process of its own, and starts it again when it was killed. */
export class Machine {
  /** How often the process was killed. */
  deaths = 0;
  /** Rejects when the process ended by itself, with the end of its log. */
  readonly failed: Promise<never>;
  private fail: (error: unknown) => void;
  private readonly tasks: ChildTask[];
  private process: ChildProcess;
  private doors: Promise<Doors>;
  private stopped = false;

  /** Starts with the first task; after each death comes the next one. The last one is to live. */
  constructor(tasks: [ChildTask, ...ChildTask[]]) {
    this.tasks = tasks;
    ({ promise: this.failed, reject: this.fail } = Promise.withResolvers<never>());
    this.failed.catch(() => undefined);
    [this.process, this.doors] = this.boot();
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    this.kill();
    await gone;
  }

  /** Resolves when the process answers. @throws when it ended by itself. */
  async ready(): Promise<void> {
    await this.doors;
  }

  /**
   * Sends a request as a careful client does: when the connection is refused or breaks, the same again.
   * @throws what the request throws of its own.
   */
  async request<T>(send: (doors: Doors) => Promise<T>): Promise<T> {
    const ask = async (): Promise<{ answer: T } | undefined> => {
      try {
        return { answer: await send(await this.doors) };
      } catch (error) {
        // What fetch throws where there was no answer at all, or half of one.
        if (error instanceof TypeError && error.cause !== undefined) return undefined;
        throw error;
      }
    };
    return (await until('an answer of the stack', ask, ANSWER_WITHIN_MS)).answer;
  }

  private boot(): [ChildProcess, Promise<Doors>] {
    const task = this.tasks.length > 1 ? this.tasks.shift() : this.tasks[0];
    const child = fork(CHILD, [JSON.stringify(task)], {
      // Plain node, as in production, without what the test runner adds for itself.
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const gone = once(child, 'exit').then(async ([code, signal]) => {
      if (signal === 'SIGKILL' && !this.stopped) {
        this.deaths += 1;
        [this.process, this.doors] = this.boot();
        return this.doors;
      }
      const logged = await readFile(task?.logFile ?? '', 'utf8').catch(() => '');
      throw new Error(`The stack ended by itself (${String(code)}): ${errors}${logged.slice(-2_000)}`);
    });
    gone.catch((error: unknown) => this.fail(error));
    const doors = Promise.race([once(child, 'message').then(([sent]) => sent as Doors), gone]);
    doors.catch(() => undefined);
    return [child, doors];
  }
}
