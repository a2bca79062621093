/** What somebody waits for longer than this deserves a sign of life, in milliseconds. */
const PATIENCE_MS = 1_000;

/** Counts lines on a terminal, in place; a pipe sees nothing of it, and neither does who waits for less than a second. */
export function countOn(stream: NodeJS.WriteStream): { add(lines: number): void; end(): void } {
  const start = Date.now();
  let [count, shown] = [0, false];
  return {
    add(lines) {
      count += lines;
      const took = Date.now() - start;
      if (!stream.isTTY || took < PATIENCE_MS) return;
      shown = true;
      stream.write(`\r${count} lines, ${Math.round((count * 1_000) / took)} a second\u001b[K`);
    },
    end() {
      if (shown) stream.write('\r\u001b[K');
    },
  };
}
