import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';

/** A completion as an editor lists it. */
export interface Completion {
  label: string;
  detail?: string;
  insertText?: string;
  documentation?: string | { kind: string; value: string };
}

/** What an editor underlines. Lines and columns are counted from 0. */
export interface EditorProblem {
  message: string;
  severity: number;
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
}

const ROOT = join(import.meta.dirname, '../../..');

/** The schema with which an editor checks a file, as the file's first line names it. */
const SCHEMAS = ['map', 'program', 'contact', 'events', 'sending', 'scenario'];

/** The YAML language server that editors run, spoken to as an editor does; it has no network to fetch from. */
export class YamlServer {
  readonly #process: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #problems = new Map<string, (problems: EditorProblem[]) => void>();
  #opened = 0;

  private constructor(process: ChildProcess, connection: MessageConnection) {
    this.#process = process;
    this.#connection = connection;
  }

  /** Starts the server and tells it which schema is for which file. */
  static async start(): Promise<YamlServer> {
    const home = dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json'));
    const child = spawn(process.execPath, [join(home, 'bin/yaml-language-server'), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new YamlServer(child, connection);
    await server.#initialize();
    return server;
  }

  async #initialize(): Promise<void> {
    const schemas = Object.fromEntries(
      SCHEMAS.map((kind) => [
        pathToFileURL(join(ROOT, `src/language/${kind}.schema.json`)).href,
        [`*.${kind}.yaml`, `${kind}.yaml`],
      ]),
    );
    const settings = {
      yaml: { schemas, completion: true, hover: true, validate: true, schemaStore: { enable: false } },
    };
    this.#connection.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) =>
      items.map(({ section }) => (section === 'yaml' ? settings.yaml : null)),
    );
    this.#connection.onRequest('client/registerCapability', () => null);
    this.#connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }: { uri: string; diagnostics: EditorProblem[] }) =>
        this.#problems.get(uri)?.(diagnostics),
    );
    this.#connection.listen();
    await this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        textDocument: {
          completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
          hover: { contentFormat: ['markdown'] },
          publishDiagnostics: {},
        },
        workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
      },
    });
    await this.#connection.sendNotification('initialized', {});
    await this.#connection.sendNotification('workspace/didChangeConfiguration', { settings });
  }

  /** Opens a text as a file of this name; answers its address and what is wrong with it. */
  async open(name: string, text: string): Promise<{ uri: string; problems: EditorProblem[] }> {
    const uri = `file:///editor/${this.#opened++}/${name}`;
    const problems = new Promise<EditorProblem[]>((resolve) => this.#problems.set(uri, resolve));
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
    return { uri, problems: await problems };
  }

  /** What the editor offers where `|` stands in the text. */
  async complete(name: string, textWithCursor: string): Promise<Completion[]> {
    const { text, position } = cursorIn(textWithCursor);
    const { uri } = await this.open(name, text);
    const answer = await this.#connection.sendRequest<{ items: Completion[] } | Completion[]>(
      'textDocument/completion',
      { textDocument: { uri }, position },
    );
    return Array.isArray(answer) ? answer : answer.items;
  }

  /** What the editor shows over the place where `|` stands in the text, as Markdown. */
  async hover(name: string, textWithCursor: string): Promise<string> {
    const { text, position } = cursorIn(textWithCursor);
    const { uri } = await this.open(name, text);
    const answer = await this.#connection.sendRequest<{ contents: { value: string } } | null>(
      'textDocument/hover',
      { textDocument: { uri }, position },
    );
    return answer?.contents.value ?? '';
  }

  /** Ends the server. */
  stop(): void {
    this.#connection.dispose();
    this.#process.kill();
  }
}

function cursorIn(textWithCursor: string) {
  const before = textWithCursor.slice(0, textWithCursor.indexOf('|'));
  const lines = before.split('\n');
  return {
    text: before + textWithCursor.slice(before.length + 1),
    position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
  };
}
