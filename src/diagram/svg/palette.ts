import type { NodeKind } from '../diagram.ts';

/** What kinds of things share a colour. */
export type Tone =
  | 'door'
  | 'milestone'
  | 'mail'
  | 'people'
  | 'time'
  | 'choice'
  | 'data'
  | 'outside'
  | 'goal'
  | 'stay'
  | 'leave'
  | 'quiet';

/** The colours of a card: its ground, its border, its icon and kind, its title and its details. */
export interface Colours {
  fill: string;
  line: string;
  mark: string;
  title: string;
  text: string;
}

/** The colours of what is around the cards. */
export interface Surroundings {
  page: string;
  border: string;
  panel: string;
  arrow: string;
  title: string;
  text: string;
  badge: string;
  badgeText: string;
  warning: string;
}

export interface Theme {
  around: Surroundings;
  tones: Record<Tone, Colours>;
}

/** The tone of each kind: a new kind makes the type-checker ask for its entry here. */
export const TONES: Record<NodeKind, Tone> = {
  trigger: 'door',
  'exit-when': 'door',
  milestone: 'milestone',
  email: 'mail',
  notify: 'mail',
  grantLogin: 'mail',
  revokeLogin: 'data',
  approve: 'people',
  task: 'people',
  wait: 'time',
  waitFor: 'time',
  branch: 'choice',
  split: 'choice',
  fork: 'choice',
  set: 'data',
  tag: 'data',
  untag: 'data',
  map: 'data',
  webhook: 'outside',
  call: 'outside',
  goal: 'goal',
  goTo: 'quiet',
  end: 'stay',
  stay: 'stay',
  exit: 'leave',
  done: 'quiet',
};

const INK = { title: '#1a2130', text: '#465064' };

/** On white paper. */
export const LIGHT: Theme = {
  around: {
    page: '#ffffff',
    border: '#d9dee7',
    panel: '#f4f6f9',
    arrow: '#667185',
    title: '#1a2130',
    text: '#465064',
    badge: '#1a2130',
    badgeText: '#ffffff',
    warning: '#b3261e',
  },
  tones: {
    door: { fill: '#2456c4', line: '#1b439c', mark: '#dbe6ff', title: '#ffffff', text: '#e3ebff' },
    milestone: { fill: '#6b3fb5', line: '#53308f', mark: '#ecdfff', title: '#ffffff', text: '#efe6ff' },
    mail: { fill: '#e6f6ed', line: '#3a9a68', mark: '#17653f', ...INK },
    people: { fill: '#fff2da', line: '#cf8d1c', mark: '#7d4e00', ...INK },
    time: { fill: '#e9edf3', line: '#76839a', mark: '#44516a', ...INK },
    choice: { fill: '#e1f4f7', line: '#2b93a3', mark: '#0c5c69', ...INK },
    data: { fill: '#fdeee6', line: '#cf7347', mark: '#8b3d1b', ...INK },
    outside: { fill: '#fbe8f1', line: '#c25a90', mark: '#8a2a5b', ...INK },
    goal: { fill: '#fdf6c9', line: '#b39a0a', mark: '#655600', ...INK },
    stay: { fill: '#dcefe4', line: '#17653f', mark: '#17653f', title: '#0f4a2d', text: '#2c5c43' },
    leave: { fill: '#ffffff', line: '#b3261e', mark: '#b3261e', title: '#8f1c16', text: '#7a3733' },
    quiet: { fill: '#ffffff', line: '#8a94a6', mark: '#566177', title: '#465064', text: '#566177' },
  },
};

const CHALK = { title: '#eef2f8', text: '#b9c3d3' };

/** On a dark screen. */
export const DARK: Theme = {
  around: {
    page: '#0f141c',
    border: '#2c3544',
    panel: '#171e29',
    arrow: '#8d99ad',
    title: '#eef2f8',
    text: '#b3bdcd',
    badge: '#eef2f8',
    badgeText: '#10151d',
    warning: '#ff9a92',
  },
  tones: {
    door: { fill: '#2b5fd0', line: '#7ea4f5', mark: '#dbe6ff', title: '#ffffff', text: '#e3ebff' },
    milestone: { fill: '#7144bd', line: '#b492ec', mark: '#ecdfff', title: '#ffffff', text: '#efe6ff' },
    mail: { fill: '#143324', line: '#3f9d6c', mark: '#8fdcb2', ...CHALK },
    people: { fill: '#3a2a0e', line: '#b57f22', mark: '#f2c674', ...CHALK },
    time: { fill: '#262e3b', line: '#76839a', mark: '#bac5d6', ...CHALK },
    choice: { fill: '#0f3239', line: '#2f91a0', mark: '#88d7e3', ...CHALK },
    data: { fill: '#3b2317', line: '#b9683f', mark: '#f3b18f', ...CHALK },
    outside: { fill: '#3a1c2c', line: '#b0527f', mark: '#f0a6c9', ...CHALK },
    goal: { fill: '#35300c', line: '#a8920f', mark: '#ecd95c', ...CHALK },
    stay: { fill: '#12402a', line: '#5cc08b', mark: '#9be3bd', title: '#dcf7e8', text: '#b3dcc5' },
    leave: { fill: '#0f141c', line: '#f28b82', mark: '#f5a49d', title: '#ffd3cf', text: '#e6b7b3' },
    quiet: { fill: '#0f141c', line: '#77839a', mark: '#aeb9ca', title: '#c6cfdd', text: '#aeb9ca' },
  },
};
