import { createServer } from 'node:net';

/** How many ports above the preferred one are tried before the system picks one. */
const NEIGHBOURS = 20;

/** A port to listen on, and what to tell where it is not the one that was asked for. */
export interface PortChoice {
  port: number;
  /** Present when `preferred` was taken. */
  notice?: string;
}

/** What the port is for. */
export interface PortOptions {
  /** Address to listen on; default 127.0.0.1. */
  host?: string;
  /** Names the listener in the notice. */
  what: string;
  /** The variable that chooses another port. */
  setting: string;
  /** Ports that are promised to others who do not listen yet. */
  avoid?: readonly number[];
}

/**
 * The preferred TCP port where it is free on `host`, else the next free one above it; 0 asks for any.
 * @throws when `host` is not an address of this machine, or the port may not be used (below 1024).
 */
export async function freePort(
  preferred: number,
  { host = '127.0.0.1', what, setting, avoid = [] }: PortOptions,
): Promise<PortChoice> {
  const candidates =
    preferred === 0 ? [] : Array.from({ length: NEIGHBOURS }, (_, index) => preferred + index);
  for (const candidate of [...candidates.filter((port) => port <= 65_535 && !avoid.includes(port)), 0]) {
    const port = await listenOnce(candidate, host);
    if (port === undefined) continue;
    if (port === preferred || preferred === 0) return { port };
    return {
      port,
      notice: `Port ${preferred} for ${what} is taken; using ${port}. To choose one, set ${setting}.`,
    };
  }
  throw new Error(`No free port was found for ${what} on ${host}.`);
}

/** Binds and lets go: the port that was bound, or undefined where it is taken. */
function listenOnce(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
