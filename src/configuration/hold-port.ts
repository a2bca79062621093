import { createServer, type Server } from 'node:net';

/** How many ports above the preferred one are tried before the system picks one. */
const NEIGHBOURS = 20;

/** A port that nobody else can take, until whoever it is for is about to listen on it. */
export interface HeldPort {
  port: number;
  /** Present when `preferred` was taken: what to tell. */
  notice?: string;
  /** Lets go of the port; to be called right before listening on it. May be called twice. */
  release: () => Promise<void>;
}

/** What the port is for. */
export interface PortOptions {
  /** Address to listen on; default 127.0.0.1. */
  host?: string;
  /** Names the listener in the notice. */
  what: string;
  /** The variable that chooses another port. */
  setting: string;
}

/**
 * Holds the preferred TCP port where it is free on `host`, else the next free one above it; 0 asks for any.
 * @throws when `host` is not an address of this machine, or the port may not be used (below 1024).
 */
export async function holdPort(
  preferred: number,
  { host = '127.0.0.1', what, setting }: PortOptions,
): Promise<HeldPort> {
  const candidates =
    preferred === 0 ? [] : Array.from({ length: NEIGHBOURS }, (_, index) => preferred + index);
  for (const candidate of [...candidates.filter((port) => port <= 65_535), 0]) {
    const holder = await listenOn(candidate, host);
    const address = holder?.address();
    if (!holder || typeof address !== 'object' || !address) continue;
    const { port } = address;
    const notice = `Port ${preferred} for ${what} is taken; using ${port}. To choose one, set ${setting}.`;
    return {
      port,
      ...(port === preferred || preferred === 0 ? {} : { notice }),
      release: () => closed(holder),
    };
  }
  throw new Error(`No free port was found for ${what} on ${host}.`);
}

/** Undefined where the port is taken. Who comes too early is sent away at once. */
function listenOn(port: number, host: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => void server.close(() => resolve()));
}
