import type { Buffer } from 'node:buffer';
import { Agent, request } from 'node:http';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';

/** An answer: milliseconds to its first byte, and how long it is. */
export interface Answer {
  took: number;
  bytes: number;
}

/** A page to ask for, again and again. */
export interface Page {
  name: string;
  url: string;
  cookie?: string;
}

/** One connection that is kept, from an address of its own: the login page allows 30 looks a minute per address. */
export class Visitor {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private readonly localAddress: string;

  /** @param number 0 to 200: the visitor comes from `127.0.0.<2 + number>`, all of them loopback on Linux. */
  constructor(number: number) {
    this.localAddress = `127.0.0.${2 + number}`;
  }

  /**
   * Asks over a connection that is open already (the first time it is not), and reads the page to its end.
   * @throws when it is not answered with 200.
   */
  async ask({ name, url, cookie }: Page): Promise<Answer> {
    const headers = cookie === undefined ? {} : { cookie };
    const began = performance.now();
    const asked = request(url, { agent: this.agent, localAddress: this.localAddress, headers });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const took = performance.now() - began;
    let bytes = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) bytes += chunk.length;
    if (response.statusCode !== 200) throw new Error(`The page ${name} answered ${response.statusCode}.`);
    return { took, bytes };
  }

  close(): void {
    this.agent.destroy();
  }
}
