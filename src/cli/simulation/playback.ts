import type { Instant } from '../../program/time.ts';
import type { Happening } from '../../simulator/report.ts';
import type { Scene } from '../../simulator/scene.ts';
import { happeningWords, instantWords } from '../test-report/happening-words.ts';
import { padded, type Paint } from '../test-report/paint.ts';

/** How a simulation is told. */
export interface PlaybackOptions {
  paint: Paint;
  /** Takes the lines; absent where the whole is told at the end. */
  write?: (text: string) => void;
  /** Virtual time per real time: 86400 plays a day in a second. Absent: as fast as possible. */
  speed?: number;
  /** Waits so many real milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
}

const INSTANT_WIDTH = '2026-01-05T09:00:00Z'.length;

/** Tells what happens in a scene, each thing once and at its time. */
export class Playback {
  readonly #scene: Scene;
  readonly #options: PlaybackOptions;
  #told = 0;
  #clock: Instant;
  #shown = '';

  constructor(scene: Scene, options: PlaybackOptions) {
    this.#scene = scene;
    this.#options = options;
    this.#clock = scene.run.now;
  }

  /** Tells what is new, and lets real time pass up to the scene's clock. */
  async tell(): Promise<void> {
    const { timeline, run } = this.#scene;
    for (const happening of timeline.slice(this.#told)) {
      await this.#passTo(Date.parse(happening.at));
      this.#options.write?.(this.#line(happening));
    }
    this.#told = timeline.length;
    await this.#passTo(run.now);
  }

  async #passTo(at: Instant): Promise<void> {
    const { speed, pause } = this.#options;
    if (speed !== undefined && at > this.#clock) await pause((at - this.#clock) / speed);
    this.#clock = Math.max(this.#clock, at);
  }

  #line(happening: Happening): string {
    const { paint } = this.#options;
    const words = instantWords(happening.at);
    const instant = words === this.#shown ? '' : words;
    this.#shown = words;
    const text = happeningWords(happening);
    return `${paint('dim', padded(instant, INSTANT_WIDTH, 'right'))} ${colour(happening, text, paint)}\n`;
  }
}

function colour({ kind }: Happening, text: string, paint: Paint): string {
  if (kind === 'email') return paint('green', text);
  if (BAD.has(kind)) return paint('red', text);
  return kind === 'entry' ? paint('bold', text) : text;
}

const BAD: ReadonlySet<Happening['kind']> = new Set(['activity-failed', 'mail-failed', 'refused', 'stuck']);
