import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median, percentile } from '../median.ts';
import { circumstances, writeResults } from '../results.ts';
import { type Answer, type Page, Visitor } from './first-byte.ts';
import type { Ready } from './server.ts';
import { signIn } from './sign-in.ts';

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));
/** Of each page; in turns of 20 by one visitor, the first of which warms up visitor and page. */
const REQUESTS = 200;
const PER_VISITOR = 20;
const WARM_UPS = 5;
/** Of each page, to see what it costs the server. */
const STRETCHES = 5;
const TARGET_MS = 20;
/** A page with its stylesheet and script. */
const TARGET_KB = 50;

/** Milliseconds to the first byte. */
interface Measured {
  page: string;
  requests: number;
  median: number;
  p99: number;
  /** Of the medians: how many times the bare route's. */
  timesBare: number;
  /** Milliseconds of the server's processors for one answer: what other processes take does not count. */
  processor: number;
  /** Of the page itself, in units of 1,024 bytes. */
  kilobytes: number;
}

const measuredOn = circumstances();
const server = fork(SERVER);
try {
  const [ready] = (await once(server, 'message')) as [Ready];
  const partner = await signIn(`${ready.gateway}${ready.signIn}`);
  const team = await signIn(`${ready.gateway}${ready.console}`);
  const own = (name: string, path: string): Page => ({
    name,
    url: `${ready.gateway}${path}`,
    cookie: partner,
  });
  const pages = await measure([
    { name: 'bare Fastify route', url: ready.bare },
    { name: 'sign-up', url: `${ready.gateway}/p/main/sign-up` },
    { name: 'login', url: `${ready.gateway}${ready.lookAt}` },
    own('partner center, 10,000 sales', '/partner'),
    own('their sales, the latest 50', '/partner/sales'),
    own('their sales, 50 of long ago', ready.longAgo),
    own('a QR code', ready.qrCode),
    own('mails', '/partner/mails'),
    own('profile', '/partner/profile'),
    own('devices', '/partner/devices'),
    {
      name: 'their page in the console',
      url: `${ready.gateway}/console/contacts/${ready.contactId}`,
      cookie: team,
    },
    { name: 'their timeline, amid all of it', url: `${ready.gateway}${ready.amid}`, cookie: team },
  ]);
  console.table(pages);
  const shared = { stylesheetAndScriptKilobytes: rounded(ready.sharedBytes / 1024) };
  await writeResults('pages', {
    measuredOn,
    targetMs: TARGET_MS,
    targetKilobytes: TARGET_KB,
    ...shared,
    pages,
  });
} finally {
  if (server.connected) server.disconnect();
}

/** Asks for all pages by turns, so that whatever else the machine does hits them alike. */
async function measure(pages: readonly Page[]): Promise<Measured[]> {
  const answers = pages.map((): Answer[] => []);
  for (let number = 0; number < REQUESTS / PER_VISITOR; number += 1) {
    const visitors = pages.map(() => new Visitor(number));
    for (let count = -WARM_UPS; count < PER_VISITOR; count += 1) {
      for (const [index, page] of pages.entries()) {
        const answer = await visitors[index]?.ask(page);
        if (count >= 0 && answer) answers[index]?.push(answer);
      }
    }
    for (const visitor of visitors) visitor.close();
  }
  const costs: number[] = [];
  for (const page of pages) costs.push(await processorTime(page));
  const bare = median((answers[0] ?? []).map(({ took }) => took));
  return pages.map(({ name }, index) => figuresOf(name, answers[index] ?? [], bare, costs[index] ?? 0));
}

/** The median of several stretches in which nothing else is asked for. */
async function processorTime(page: Page): Promise<number> {
  const costs: number[] = [];
  for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
    // Beyond the addresses that `measure` has used up.
    const visitor = new Visitor(REQUESTS / PER_VISITOR + stretch);
    const before = await spent();
    for (let count = 0; count < PER_VISITOR; count += 1) await visitor.ask(page);
    costs.push(((await spent()) - before) / 1_000 / PER_VISITOR);
    visitor.close();
  }
  return median(costs);
}

/** Microseconds that the server has been on the processors. */
async function spent(): Promise<number> {
  server.send('cpu');
  const [{ user, system }] = (await once(server, 'message')) as [NodeJS.CpuUsage];
  return user + system;
}

function figuresOf(page: string, answers: readonly Answer[], bare: number, processor: number): Measured {
  const times = answers.map(({ took }) => took);
  const middle = median(times);
  return {
    page,
    requests: times.length,
    median: rounded(middle),
    p99: rounded(percentile(times, 99)),
    timesBare: rounded(middle / bare),
    processor: rounded(processor),
    kilobytes: rounded(median(answers.map(({ bytes }) => bytes)) / 1024),
  };
}

function rounded(figure: number): number {
  return Math.round(figure * 100) / 100;
}
