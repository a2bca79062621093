/** The least of a browser: cookies and forms, so that the demo goes through the doors that people use. */
export class Browser {
  private readonly origin: string;
  private readonly cookies = new Map<string, string>();

  constructor(origin: string) {
    this.origin = origin;
  }

  /** Opens a page. @throws when the server answers with an error. */
  async open(path: string): Promise<string> {
    return this.request(path, { method: 'GET' });
  }

  /** Fills in the page's form, hidden fields included, and sends it; answers the page one is led to. */
  async submit(path: string, values: Record<string, string>): Promise<string> {
    const page = await this.open(path);
    const hidden = [...page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'name'),
      attribute(tag, 'value'),
    ]);
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...values });
    return this.request(path, { method: 'POST', body });
  }

  private async request(path: string, init: { method: string; body?: URLSearchParams }): Promise<string> {
    const url = new URL(path, this.origin);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const header of response.headers.getSetCookie()) {
      const [pair = ''] = header.split(';');
      this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location) return this.open(location);
    const text = await response.text();
    if (response.ok) return text;
    throw new Error(
      `${init.method} ${url.pathname} answered ${response.status}: ${textOf(text).slice(0, 300)}`,
    );
  }
}

function attribute(tag: string, name: string): string {
  return new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

/** The words of a page. */
export function textOf(html: string): string {
  return html
    .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
