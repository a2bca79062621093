import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { Client, Connection } from '@temporalio/client';
import { Webhook } from 'standardwebhooks';
import type { Configuration } from '../../src/configuration/configuration.ts';
import type { RunState } from '../../src/program/run-state.ts';
import { startStack, type Stack } from '../../src/stack/start-stack.ts';
import { Browser } from '../../tools/demo/browser.ts';
import { until } from '../../tools/demo/clock.ts';

const run = promisify(execFile);
const CLI = fileURLToPath(new URL('../../bin/mapwright.js', import.meta.url));

/** A mail as the inbox's JSON lists it. */
export interface ListedMail {
  id: string;
  messageId: string;
  subject: string;
  template?: string;
}

/** The whole stack on free ports and a directory of its own: real Temporal, SQLite and SMTP. */
export class RunningStack {
  readonly stack: Stack;
  readonly configuration: Configuration;
  readonly browser: Browser;
  private readonly connection: Connection;

  private constructor(stack: Stack, configuration: Configuration, connection: Connection) {
    this.stack = stack;
    this.configuration = configuration;
    this.connection = connection;
    this.browser = new Browser(stack.gatewayUrl);
  }

  static async start(given: Partial<Configuration> = {}): Promise<RunningStack> {
    const stateDirectory = given.stateDirectory ?? (await mkdtemp(join(tmpdir(), 'mapwright-')));
    const configuration: Configuration = {
      profile: 'embedded',
      temporal: { namespace: 'default', taskQueue: 'mapwright', port: 0, uiPort: 0 },
      gateway: { host: '127.0.0.1', port: 0 },
      mail: { smtpPort: 587 },
      inbox: { smtpPort: 0, httpPort: 0 },
      mapsDirectory: 'maps',
      ...given,
      stateDirectory,
    };
    const stack = await startStack(configuration, pino({ level: 'silent' }), () => undefined);
    const connection = await Connection.connect({ address: stack.temporalAddress });
    return new RunningStack(stack, configuration, connection);
  }

  /** Ends the stack; with `keep` its files stay for another start. */
  async stop({ keep = false } = {}): Promise<void> {
    await this.connection.close();
    await this.stack.stop();
    if (!keep) await rm(this.configuration.stateDirectory, { recursive: true, force: true });
  }

  /** Fills in the sign-up form of the reference program. */
  async signUp(email: string, firstName = 'Ada'): Promise<string> {
    return this.browser.submit('/p/main/sign-up', {
      firstName,
      lastName: 'Lovelace',
      email,
      website: 'https://ada.example',
    });
  }

  /** Runs a verb of the command line on this stack; answers its JSON. */
  async cli<T = Record<string, unknown>>(...args: string[]): Promise<T> {
    const env = { ...process.env, MAPWRIGHT_STATE_DIRECTORY: this.configuration.stateDirectory };
    const { stdout } = await run(process.execPath, [CLI, ...args, '--json'], { env });
    return JSON.parse(stdout) as T;
  }

  /** Sends a signed webhook; `timestamp` in seconds and `body` may be wrong on purpose. */
  async webhook(
    body: object | string,
    { timestamp = Math.floor(Date.now() / 1000), signature = '', id = 'msg' } = {},
  ): Promise<{ status: number; text: string }> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const signed = new Webhook(this.stack.webhookSecret).sign(id, new Date(timestamp * 1000), text);
    const response = await fetch(`${this.stack.gatewayUrl}/hooks/sales`, {
      method: 'POST',
      body: text,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signature || signed,
      },
    });
    return { status: response.status, text: await response.text() };
  }

  async mails(): Promise<ListedMail[]> {
    const response = await fetch(`${this.stack.inboxUrl}/messages.json`);
    return ((await response.json()) as { messages: ListedMail[] }).messages;
  }

  /** Waits until the inbox holds `count` mails of a template; answers the newest. */
  async mail(template: string, count = 1): Promise<ListedMail & { text: string }> {
    const [mail] = await until(
      `${count} × ${template}`,
      async () => {
        const found = (await this.mails()).filter((candidate) => candidate.template === template);
        return found.length >= count ? found : undefined;
      },
      60_000,
    );
    if (!mail) throw new Error(`No mail ${template}`);
    const detail = await fetch(`${this.stack.inboxUrl}/messages/${mail.id}.json`);
    return { ...mail, text: ((await detail.json()) as { text: string }).text };
  }

  handle(contactId: string) {
    return new Client({ connection: this.connection }).workflow.getHandle(`contact/${contactId}`);
  }

  /** The run's state once no activity is under way and `sequence` events are decided. */
  async atRest(contactId: string, sequence: number): Promise<RunState> {
    return until('the run to come to rest', async () => {
      const state = await this.handle(contactId).query<RunState>('state');
      return state.jobs.length === 0 && state.sequence >= sequence ? state : undefined;
    });
  }
}

/** `map/step` of every place. */
export function standsAt(state: RunState): string[] {
  return Object.entries(state.maps).flatMap(([map, { places }]) =>
    places.map(({ step }) => `${map}/${step}`),
  );
}
