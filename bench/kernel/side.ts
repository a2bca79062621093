import type { Fact } from './facts.ts';
import { totalsAfter, type Totals } from './totals.ts';

/** An activity that a decision asks for. */
export interface Asked {
  id: string;
  /** The mail's template, or the activity's name where there is none. */
  what: string;
}

/** One of those that are compared: a pure function from a state and an event to the next state and what it asks for. */
export interface Side<State, Event> {
  name: string;
  start: State;
  decide(state: State, event: Event, now: number): State;
  /** What the decision on this event asks for; outside the measured time. */
  askedBy(state: State, event: Event, now: number): Asked[];
  eventOf(fact: Fact, sequence: number, before: Totals): Event;
  /** The activity was carried out. */
  ended(id: string): Event;
  /** All that has to be kept of a state, as JSON text. */
  textOf(state: State): string;
}

/** A stream for one side: its events, and the instant of each. */
export interface Stream<Event> {
  events: Event[];
  instants: number[];
}

/** A side in the middle of a partner's life. */
export class Player<State, Event> {
  state: State;
  /** How often each thing was asked for. */
  readonly asked = new Map<string, number>();
  private readonly side: Side<State, Event>;
  private sequence = 0;
  private totals: Totals = { totalSales: 0, numberOfSales: 0, totalCommission: 0 };

  constructor(side: Side<State, Event>) {
    this.side = side;
    this.state = side.start;
  }

  /** Lets facts happen, each activity being carried out at once; answers with the events that the side heard. */
  play(facts: readonly Fact[]): Stream<Event> {
    const stream: Stream<Event> = { events: [], instants: [] };
    for (const fact of facts) {
      if (fact.what !== 'clock') this.sequence += 1;
      this.hear(this.side.eventOf(fact, this.sequence, this.totals), fact.at, stream);
      this.totals = totalsAfter(this.totals, fact);
    }
    return stream;
  }

  private hear(event: Event, now: number, stream: Stream<Event>): void {
    stream.events.push(event);
    stream.instants.push(now);
    const asked = this.side.askedBy(this.state, event, now);
    this.state = this.side.decide(this.state, event, now);
    for (const { id, what } of asked) {
      this.asked.set(what, (this.asked.get(what) ?? 0) + 1);
      this.hear(this.side.ended(id), now, stream);
    }
  }
}

/** Lets a side decide a whole stream: events for each second of the process's own time on the processors. */
export function eventsPerSecond<State, Event>(
  side: Side<State, Event>,
  start: State,
  { events, instants }: Stream<Event>,
): number {
  const before = process.cpuUsage();
  let state = start;
  for (const [index, event] of events.entries()) state = side.decide(state, event, instants[index] ?? 0);
  const { user, system } = process.cpuUsage(before);
  return (events.length * 1_000_000) / (user + system);
}
