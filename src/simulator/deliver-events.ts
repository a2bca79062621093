import type { Scene } from './scene.ts';

/** Tells the run what has happened since it last heard, as the dispatcher does. */
export function deliverEvents(scene: Scene): void {
  const { events } = scene.facts;
  for (const event of events.slice(scene.delivered)) scene.run.receive(event);
  scene.delivered = events.length;
}
