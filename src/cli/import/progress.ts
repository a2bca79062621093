import { Presets, SingleBar } from 'cli-progress';

/** A file is done in so many parts. */
const PARTS = 1_000;

/** What a bar is drawn on. */
interface Drawing {
  stream: NodeJS.WritableStream;
  /** How much of the file has been read, from 0 to 1. */
  share: () => number;
}

/** Draws a bar on a terminal, in place, with the lines so far; a pipe sees nothing of it. At the end it is gone. */
export function progressBar({ stream, share }: Drawing): { add(lines: number): void; end(): void } {
  const format = '{bar} {percentage} %, {lines} lines, {eta_formatted} left';
  const options = { stream, format, barsize: 24, clearOnComplete: true, emptyOnZero: true };
  const bar = new SingleBar(options, Presets.shades_classic);
  let count = 0;
  bar.start(PARTS, 0, { lines: 0 });
  return {
    add(lines) {
      count += lines;
      bar.update(Math.floor(share() * PARTS), { lines: count });
    },
    end: () => bar.stop(),
  };
}
