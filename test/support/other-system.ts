import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A system that webhooks call, on loopback. */
export interface OtherSystem {
  /** `address:port`. */
  host: string;
  /** What it was asked, in order. */
  heard: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[];
  stop(): Promise<void>;
}

/** Starts one; `status` answers what it answers to the request of that index: undefined is no answer at all. */
export async function startOtherSystem(
  status: (index: number) => number | undefined = () => 200,
): Promise<OtherSystem> {
  const heard: OtherSystem['heard'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      heard.push({ url: request.url, headers: request.headers, body });
      const answer = status(heard.length - 1);
      if (answer !== undefined) response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
