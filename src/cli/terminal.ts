import { styleText } from 'node:util';

/** How wide standard output is and whether it shows colours. */
export interface Terminal {
  color: boolean;
  /** Columns; absent in a pipe. */
  width?: number;
}

/** Asks Node, which knows NO_COLOR, FORCE_COLOR and what terminals can do. */
export function terminalOf(stream: NodeJS.WriteStream = process.stdout): Terminal {
  const color = styleText('bold', 'x', { stream }) !== 'x';
  return stream.isTTY && stream.columns > 0 ? { color, width: stream.columns } : { color };
}
