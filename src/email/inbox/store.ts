import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../../program/time.ts';
import { readMessage, summaryOf } from './message.ts';
import type { InboxMessage, InboxSummary } from './message.ts';

/** The mails of the inbox: one `.eml` file each, as it came over the wire. */
export interface InboxStore {
  /** Resolves when the mail is safe on disk; until then the SMTP server must not answer 250. */
  save(raw: Buffer, receivedAt: Instant): Promise<InboxSummary>;
  /** Newest first. */
  list(): InboxSummary[];
  read(id: string): Promise<InboxMessage | undefined>;
}

const MAIL_FILE = /^(\d{8}T\d{9}Z-[0-9a-z]+)\.eml$/;

/** Opens a folder of mails, those of earlier runs included. */
export async function openInboxStore(directory: string, randomId: () => string): Promise<InboxStore> {
  await mkdir(directory, { recursive: true });
  const known = new Map<string, InboxSummary>();
  let latest = 0;
  for (const file of await readdir(directory)) {
    const id = MAIL_FILE.exec(file)?.[1];
    if (id !== undefined) known.set(id, await summaryOf(id, await readFile(join(directory, file))));
  }
  return {
    async save(raw, receivedAt) {
      // Two mails of one millisecond keep their order.
      latest = Math.max(receivedAt, latest + 1);
      const id = `${new Date(latest).toISOString().replace(/[-:.]/g, '')}-${randomId().slice(0, 8)}`;
      const summary = await summaryOf(id, raw);
      await writeDurably(directory, `${id}.eml`, raw);
      known.set(id, summary);
      return summary;
    },
    list: () => [...known.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1)),
    async read(id) {
      // Only known ids become file names.
      return known.has(id) ? await readMessage(id, await readFile(join(directory, `${id}.eml`))) : undefined;
    },
  };
}

/** A file is either there, whole and through a power cut, or not there at all. */
async function writeDurably(directory: string, name: string, content: Buffer): Promise<void> {
  const file = join(directory, name);
  const half = `${file}.part`;
  await syncedWrite(half, content);
  await rename(half, file);
  const folder = await open(directory, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function syncedWrite(file: string, content: Buffer): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
