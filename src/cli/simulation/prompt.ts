import { createInterface } from 'node:readline';
import { addUtc, parseDuration } from '../../program/time.ts';
import { playEntry } from '../../simulator/entries.ts';
import { instantOf } from '../../simulator/play-scenario.ts';
import type { Scene } from '../../simulator/scene.ts';
import type { Playback } from './playback.ts';
import { stateWords } from './state-words.ts';
import type { EntryReader } from './typed-entry.ts';

/** What somebody types at, and what answers. */
export interface Prompt {
  input: NodeJS.ReadableStream;
  /** Whether somebody sits there: then a prompt is shown. */
  isTerminal: boolean;
  readEntry: EntryReader;
  /** Takes what is no happening: help, state, mistakes. */
  say: (line: string) => void;
}

const HELP = [
  'Type an entry of a scenario’s timeline; what follows from it is shown:',
  '  submit: partner-sign-up, fields: { website: "https://ada.example" }',
  '  approve: { by: kim@example.com }',
  '  sale: { id: s-1, amount: 400 }',
  '  after: 1 day, refund: { sale: s-1 }',
  'or one of these:',
  '  wait 3 days     lets time pass',
  '  state           where the contact stands, and their figures',
  '  ?               this help',
  '  quit            ends it, as does the end of the input',
];

/** Plays typed lines until the input ends. Answers how many of them could not be played. */
export async function playTyped(scene: Scene, playback: Playback, prompt: Prompt): Promise<number> {
  const { input, isTerminal, say } = prompt;
  const lines = createInterface({ input, output: process.stderr, terminal: isTerminal, prompt: '> ' });
  let failed = 0;
  if (isTerminal) {
    say('Type an entry, such as "sale: { id: s-1, amount: 400 }", or ? for help.');
    lines.prompt();
  }
  for await (const line of lines) {
    const word = line.trim().replace(/^#.*$/, '');
    if (word === 'quit' || word === 'exit') break;
    if (word !== '' && !(await playLine(word, scene, prompt))) failed += 1;
    await playback.tell();
    if (isTerminal) lines.prompt();
  }
  lines.close();
  return failed;
}

async function playLine(line: string, scene: Scene, { readEntry, say }: Prompt): Promise<boolean> {
  const tell = (answer: string[]): void => answer.forEach((one) => say(one));
  if (line === '?' || line === 'help') tell(HELP);
  else if (line === 'state') tell(stateWords(scene));
  else if (/^wait\b/.test(line)) return letPass(line.slice('wait'.length).trim(), scene, tell);
  else {
    const entry = readEntry(line);
    if ('problems' in entry) {
      tell(entry.problems);
      return false;
    }
    await scene.run.passTo(instantOf(entry, scene.run.now));
    await playEntry(scene, entry);
  }
  return true;
}

async function letPass(text: string, { run }: Scene, tell: (answer: string[]) => void): Promise<boolean> {
  const duration = parseDuration(text);
  if (!duration) {
    tell([`“${text}” is no duration. Write a whole number and a unit, such as "wait 3 days".`]);
    return false;
  }
  await run.passTo(addUtc(run.now, duration));
  return true;
}
