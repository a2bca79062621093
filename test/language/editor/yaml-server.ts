import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
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

/** A file in the editor. */
interface Opened {
  uri: string;
  problems: EditorProblem[];
}

const ROOT = join(import.meta.dirname, '../../..');

/** Documents that are YAML as a whole; the front matter of an email is none that an editor would check. */
const KINDS = ['map', 'program', 'contact', 'events', 'activities', 'sending', 'scenario', 'population'];

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
      KINDS.map((kind) => [
        pathToFileURL(join(ROOT, `src/language/${kind}.schema.json`)).href,
        [`/editor/**/*.${kind}.yaml`, `/editor/**/${kind}.yaml`],
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

  /** Opens a file of the repository, whose first line names its schema; answers what is wrong with it. */
  async openFile(path: string, change = (text: string) => text): Promise<EditorProblem[]> {
    const file = join(ROOT, path);
    // A name that was not opened before, or an answer about the text before could pass for one about this.
    const fresh = join(dirname(file), `${this.#opened++}-${basename(file)}`);
    return (await this.#open(pathToFileURL(fresh).href, change(readFileSync(file, 'utf8')))).problems;
  }

  /** Opens a text as a file of this name; answers its address and what is wrong with it. */
  open(name: string, text: string): Promise<Opened> {
    return this.#open(`file:///editor/${this.#opened++}/${name}`, text);
  }

  async #open(uri: string, text: string): Promise<Opened> {
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
