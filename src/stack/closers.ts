/** What has to be ended, in the reverse order of its start. */
export class Closers {
  private readonly steps: (() => unknown)[] = [];

  add(close: () => unknown): void {
    this.steps.push(close);
  }

  /** Ends everything, also when one part fails to end; the first failure is thrown at last. */
  async closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.steps.pop(); close; close = this.steps.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
