import type { MilestoneSet, Program, Scope, Trigger } from '../program/program.ts';
import { conditionWords } from './condition-words.ts';
import type { DiagramNode } from './diagram.ts';
import { durationWords } from './duration-words.ts';
import { eventWords } from './event-words.ts';
import { thresholdWords } from './value-words.ts';

/** What a trigger's card says: what opens the door, for whom, and how often. */
export function triggerNode(trigger: Trigger, program: Program): DiagramNode {
  const { sentence, lines } = eventWords(trigger.on, program);
  return {
    id: `trigger/${trigger.name}`,
    kind: 'trigger',
    word: 'Trigger',
    name: trigger.name,
    title: sentence,
    lines: [
      ...lines,
      program.kind === 'notices' ? 'every approved partner, on a map or not' : whoWords(trigger),
      ...oftenWords(trigger),
    ],
  };
}

function whoWords({ scope, ifOnMap }: Trigger): string {
  if (scope === 'anyone')
    return {
      ignore: 'anyone who is not on the map',
      move: 'anyone; who is on the map starts here again',
      'add-again': 'anyone; who is on the map goes this way as well',
    }[ifOnMap];
  const who = scopeWords(scope);
  return ifOnMap === 'move' ? `${who}; they move here` : `${who}; their other steps go on`;
}

function scopeWords(scope: Scope): string {
  if (scope === 'anyone') return 'anyone';
  if (scope === 'on-map') return 'only contacts on the map';
  return scope === 'parked'
    ? 'only parked contacts'
    : `only contacts parked at ${scope.parkedAt.join(' or ')}`;
}

function oftenWords({ once, oncePer, coalesce, reentry }: Trigger): string[] {
  return [
    ...(once ? ['once per contact'] : []),
    ...(oncePer === undefined ? [] : [`once per ${conditionWords(oncePer)}`]),
    ...(coalesce ? [`those within ${durationWords(coalesce)} of the first together`] : []),
    ...(reentry === 'never' ? ['may not come back after leaving'] : []),
    ...(typeof reentry === 'object'
      ? [`may come back ${durationWords(reentry.cooldown)} after leaving`]
      : []),
  ];
}

const JUMPS: Record<MilestoneSet['onJump'], string> = {
  each: 'several passed at once: each of them, in order',
  highest: 'several passed at once: only the highest',
  digest: 'several passed at once: all in one go',
};

/** What a milestone block's card says: its thresholds, and what a sale does that passes several. */
export function milestoneNode(set: MilestoneSet, program: Program): DiagramNode {
  const values = set.at.map(({ value }) => value);
  return {
    id: `milestone/${set.name}`,
    kind: 'milestone',
    word: set.at.length === 1 ? 'Milestone' : 'Milestones',
    name: set.name,
    title: `${set.field} reaches ${thresholdWords(program, set.field, values)}`,
    lines: [
      scopeWords(set.scope ?? 'on-map'),
      set.onRefund === 'keep' ? 'each once per contact' : 'again after a refund below it',
      ...(set.at.length > 1 ? [JUMPS[set.onJump]] : []),
      ...(set.backfill === 'send' ? ['those reached before are made up for'] : []),
    ],
  };
}

/** The condition under which contacts leave the map by themselves. */
export function exitWhenNode(condition: string): DiagramNode {
  return {
    id: 'exit-when',
    kind: 'exit-when',
    word: 'At any time',
    title: `As soon as ${conditionWords(condition)}`,
    lines: ['checked at each change and before each mail'],
  };
}
