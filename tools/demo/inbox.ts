import { until } from './clock.ts';

/** A mail as the inbox lists it. */
export interface InboxMail {
  id: string;
  messageId: string;
  to: string[];
  subject: string;
  template?: string;
}

/** Reads the inbox through its web page's JSON. */
export class InboxReader {
  private readonly origin: string;
  private readonly address: string;
  private readonly seen = new Set<string>();

  constructor(origin: string, address: string) {
    this.origin = origin;
    this.address = address;
  }

  /** Waits for the next mail of a template to the demo's partner (or about them, to the team). */
  async next(template: string): Promise<InboxMail & { link: string }> {
    const mail = await until(`the mail ${template}`, async () =>
      (await this.fresh()).find((m) => m.template === template),
    );
    this.seen.add(mail.id);
    return { ...mail, link: `${this.origin}/messages/${mail.id}` };
  }

  /** Mails that were not asked for with `next`. */
  async fresh(): Promise<InboxMail[]> {
    const response = await fetch(`${this.origin}/messages.json`);
    const { messages } = (await response.json()) as { messages: InboxMail[] };
    return messages.filter((mail) => !this.seen.has(mail.id) && this.concernsPartner(mail));
  }

  /** The text part of a mail. */
  async textOf(id: string): Promise<string> {
    const response = await fetch(`${this.origin}/messages/${id}.json`);
    return ((await response.json()) as { text: string }).text;
  }

  private concernsPartner({ to, template }: InboxMail): boolean {
    return template === 'approval-request' || to.some((address) => address.includes(this.address));
  }
}
