import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median, percentile } from '../median.ts';
import { circumstances, writeResults } from '../results.ts';
import { type Page, Visitor } from './first-byte.ts';
import type { Ready } from './server.ts';
import { signIn } from './sign-in.ts';

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));
/** Of each page; in turns of 20 by one visitor, the first of which warms up visitor and page. */
const REQUESTS = 200;
const PER_VISITOR = 20;
const WARM_UPS = 5;
const TARGET_MS = 30;

/** Milliseconds to the first byte. */
interface Measured {
  page: string;
  requests: number;
  median: number;
  p95: number;
  /** Of the medians: how many times the bare route's. */
  timesBare: number;
}

const measuredOn = circumstances();
const server = fork(SERVER);
try {
  const [ready] = (await once(server, 'message')) as [Ready];
  const pages = await measure([
    { name: 'bare Fastify route', url: ready.bare },
    { name: 'sign-up', url: `${ready.gateway}/p/main/sign-up` },
    { name: 'login', url: `${ready.gateway}${ready.lookAt}` },
    {
      name: 'partner, 200 sales',
      url: `${ready.gateway}/partner`,
      cookie: await signIn(`${ready.gateway}${ready.signIn}`),
    },
  ]);
  console.table(pages);
  await writeResults('pages', { measuredOn, targetMs: TARGET_MS, pages });
} finally {
  if (server.connected) server.disconnect();
}

/** Asks for all pages by turns, so that whatever else the machine does hits them alike. */
async function measure(pages: readonly Page[]): Promise<Measured[]> {
  const times = pages.map((): number[] => []);
  for (let number = 0; number < REQUESTS / PER_VISITOR; number += 1) {
    const visitors = pages.map(() => new Visitor(number));
    for (let count = -WARM_UPS; count < PER_VISITOR; count += 1) {
      for (const [index, page] of pages.entries()) {
        const took = await visitors[index]?.firstByte(page);
        if (count >= 0 && took !== undefined) times[index]?.push(took);
      }
    }
    for (const visitor of visitors) visitor.close();
  }
  const bare = median(times[0] ?? []);
  return pages.map(({ name }, index) => figuresOf(name, times[index] ?? [], bare));
}

function figuresOf(page: string, times: number[], bare: number): Measured {
  const middle = median(times);
  const [requests, p95] = [times.length, rounded(percentile(times, 95))];
  return { page, requests, median: rounded(middle), p95, timesBare: rounded(middle / bare) };
}

function rounded(figure: number): number {
  return Math.round(figure * 100) / 100;
}
