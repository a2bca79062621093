/** What somebody waits for longer than this deserves a sign of life, in milliseconds. */
const PATIENCE_MS = 1_000;

/** Characters of the bar. */
const WIDTH = 24;

/** What a bar is drawn on, and by which clock. */
interface Drawing {
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;
  /** How much of the file has been read, from 0 to 1. */
  share: () => number;
  now: () => number;
}

/**
 * Draws a bar on a terminal, in place, with the lines so far; a pipe sees nothing of it, and neither does who waits for less
 * than a second.
 */
export function progressBar({ stream, share, now }: Drawing): { add(lines: number): void; end(): void } {
  const start = now();
  let [count, shown] = [0, false];
  return {
    add(lines) {
      count += lines;
      const took = now() - start;
      if (!stream.isTTY || took < PATIENCE_MS) return;
      shown = true;
      const done = Math.min(1, share());
      const bar = '█'.repeat(Math.floor(done * WIDTH)).padEnd(WIDTH, '░');
      const speed = Math.round((count * 1_000) / took);
      stream.write(`\r${bar} ${Math.floor(done * 100)} %, ${count} lines, ${speed} a second\u001b[K`);
    },
    end() {
      if (shown) stream.write('\r\u001b[K');
    },
  };
}
