import type { Happening } from './fact.ts';
import { milliseconds, type Trigger } from './language.ts';
import type { ReferenceMap, Stood } from './map.ts';
import { Place } from './place.ts';

/** A notice that has collected so many sales is full. */
const MOST_COLLECTED = 200;

/** The triggers of a map: who comes in, and how often. */
export class Doors {
  /** Triggers that were spent, and the keys of those that are spent by key. */
  private readonly once = new Set<string>();
  private readonly map: ReferenceMap;

  constructor(map: ReferenceMap) {
    this.map = map;
  }

  hear(happening: Happening, stood: Stood): void {
    for (const [name, trigger] of Object.entries(this.map.document.triggers)) {
      if (!this.isOpen(trigger, stood) || !this.map.isMatch(trigger, happening)) continue;
      const sale = 'sale' in happening ? happening.sale : undefined;
      const key = trigger.oncePer === undefined ? name : `${name} ${sale?.amount ?? ''}`;
      if ((trigger.once || trigger.oncePer !== undefined) && this.once.has(key)) continue;
      if (trigger.once || trigger.oncePer !== undefined) this.once.add(key);
      if (!this.collect(trigger, happening)) this.letIn(name, trigger, happening, stood);
    }
  }

  /** Scope, `ifOnMap` and `reentry`, by where the contact stood before the event. */
  private isOpen(
    { scope = 'anyone', ifOnMap = 'ignore', reentry = 'always' }: Trigger,
    stood: Stood,
  ): boolean {
    if (this.map.isNotices) return true;
    const isOn = stood.places.length > 0;
    if (scope !== 'anyone' && !isOn) return false;
    if (scope === 'parked' && stood.parkedAt.length === 0) return false;
    // Who left by this very event is not brought back by it.
    if (isOn) return ifOnMap !== 'ignore' && this.map.places.length > 0;
    return !stood.hasComeIn && this.mayComeBack(reentry);
  }

  private mayComeBack(reentry: NonNullable<Trigger['reentry']>): boolean {
    const { leftAt } = this.map;
    if (leftAt === undefined || reentry === 'always') return true;
    return reentry !== 'never' && leftAt + milliseconds(reentry.cooldown) <= this.map.now();
  }

  private letIn(
    name: string,
    { ifOnMap, coalesce, steps }: Trigger,
    happening: Happening,
    stood: Stood,
  ): void {
    const { map } = this;
    const isOn = stood.places.length > 0;
    const sale = 'sale' in happening ? happening.sale : undefined;
    stood.hasComeIn = true;
    const main = map.places.find(({ isMain }) => isMain);
    const moves = isOn && ifOnMap === 'move';
    const occasion = { sale, ...(map.isNotices && sale ? { sales: [sale] } : {}) };
    const collecting = coalesce === undefined ? [] : [{ id: `${name}.coalesce`, wait: coalesce }];
    const place = new Place(name, !map.isNotices && (!isOn || moves), occasion, [...collecting, ...steps]);
    map.start(place);
    if (moves && main) map.remove(main);
    if (!isOn && place.isMain) map.congratulations.comeOn();
  }

  /** A further sale joins those that a notice collects. */
  private collect({ coalesce }: Trigger, happening: Happening): boolean {
    if (coalesce === undefined || !('sale' in happening) || !happening.sale) return false;
    const collecting = this.map.places.find(
      ({ wait, occasion }) => wait.for === 'clock' && (occasion.sales?.length ?? 0) < MOST_COLLECTED,
    );
    if (!collecting) return false;
    const sales = [...(collecting.occasion.sales ?? []), happening.sale];
    collecting.occasion = { sale: happening.sale, sales };
    return true;
  }

  /** A wholly refunded sale drops out of those that a notice collects; with none left nothing is told. */
  drop(place: Place, happening: Happening): boolean {
    if (!this.map.isNotices || place.wait.for !== 'clock') return false;
    if (happening.type !== 'sale-refunded' || !happening.full) return false;
    const sales = (place.occasion.sales ?? []).filter(({ id }) => id !== happening.sale.id);
    if (sales.length === 0) this.map.remove(place);
    else place.occasion = { sale: sales.at(-1), sales };
    return true;
  }
}
