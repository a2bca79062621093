import { holds } from './conditions.ts';
import type { Happening } from './fact.ts';
import type { Of } from './language.ts';
import type { ReferenceMap, Stood } from './map.ts';
import { isAhead, Place } from './place.ts';

/** The goals of a map: who achieves one moves there, once per stay. */
export class Goals {
  private readonly map: ReferenceMap;

  constructor(map: ReferenceMap) {
    this.map = map;
  }

  hear(happening: Happening, stood: Stood): void {
    for (const step of this.map.steps()) {
      if (!('goal' in step) || this.map.goals.has(step.id) || !this.map.isMatch(step.goal, happening))
        continue;
      if (stood.places.length === 0) this.letIn(step, happening, stood);
      else this.achieve(step, happening);
    }
  }

  /** An open goal is a door as well. */
  private letIn(step: Of<'goal'>, happening: Happening, stood: Stood): void {
    if (step.goal.scope !== 'anyone' || stood.hasComeIn) return;
    const sale = 'sale' in happening ? happening.sale : undefined;
    if (step.if !== undefined && !holds(step.if, this.map.known({ sale }))) return;
    this.map.goals.add(step.id);
    stood.hasComeIn = true;
    const place = new Place(`goals/${step.id}`, true, { sale }, []);
    place.jumpTo(step.id, this.map.lists);
    this.map.start(place);
    this.map.congratulations.comeOn();
  }

  private achieve(step: Of<'goal'>, happening: Happening): void {
    const { map } = this;
    const main = map.places.find(({ isMain }) => isMain);
    if (!main || (step.goal.scope !== 'on-map' && step.goal.scope !== 'anyone' && !this.isAbove(step, main)))
      return;
    // A goal whose `if` is false moves nobody.
    if (step.if !== undefined && !holds(step.if, map.known(main.occasion))) return;
    map.goals.add(step.id);
    // On a path of the fork at which the main place stands somebody waits here: that place goes on by itself.
    if (map.places.some((place) => place.step === step.id && isOnPathOf(place, main))) return;
    map.takeUp(main, happening);
    main.jumpTo(step.id, map.lists);
    map.walkOn(main);
  }

  private isAbove({ id }: Of<'goal'>, { step }: Place): boolean {
    return step === id || isAhead(id, step, this.map.lists);
  }
}

function isOnPathOf({ fork }: Place, main: Place): boolean {
  return fork !== undefined && (fork.at === main || isOnPathOf(fork.at, main));
}
