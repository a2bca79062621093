import { FONTS } from './card-shape.ts';
import { DARK, LIGHT, type Theme } from './palette.ts';

const SANS = `system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif`;
const MONO = `ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace`;

/** The style sheet of a picture: light, and dark where the reader prefers that. */
export function styleSheet(): string {
  const rules = [
    `text{font-family:${SANS}}`,
    '.heading{font-size:20px;font-weight:650}',
    '.sub{font-size:13px}',
    `.word{font-size:${FONTS.word.size}px;font-weight:700;letter-spacing:${FONTS.word.spacing}px}`,
    `.name{font-size:${FONTS.name.size}px;font-family:${MONO}}`,
    `.title{font-size:${FONTS.title.size}px;font-weight:650}`,
    `.line,.label{font-size:${FONTS.line.size}px}`,
    '.label{font-weight:500}',
    '.headcount{font-size:12px;font-weight:700}',
    '.note{font-size:11px;font-weight:700}',
    '.shape{stroke-width:1.5;stroke-linejoin:round}',
    '.icon{fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}',
    '.arrow{fill:none;stroke-width:1.7}',
    '.jump{stroke-dasharray:6 4}',
    '.failure{stroke-dasharray:2 4;stroke-linecap:round}',
    '.uncovered .shape,.arrow.untaken{stroke-width:2.5;stroke-dasharray:7 4}',
    ...rulesOf(LIGHT),
  ];
  const dark = rulesOf(DARK).map(scoped).join('');
  return [...rules.map(scoped), `@media (prefers-color-scheme:dark){${dark}}`].join('\n');
}

/** The class of the picture: in a page of HTML its rules are for nothing else there. */
export const SCOPE = 'mapwright-map';

function scoped(rule: string): string {
  const [selectors = '', ...body] = rule.split('{');
  const own = selectors.split(',').map((selector) => `.${SCOPE} ${selector}`);
  return [own.join(','), ...body].join('{');
}

function rulesOf({ around, tones }: Theme): string[] {
  return [
    `.page{fill:${around.page};stroke:${around.border}}`,
    `.panel{fill:${around.panel};stroke:${around.border}}`,
    `.arrow{stroke:${around.arrow}}`,
    `.tip{fill:${around.arrow}}`,
    `.plate{fill:${around.panel}}`,
    `.heading{fill:${around.title}}`,
    `.sub,.label{fill:${around.text}}`,
    ...Object.entries(tones).flatMap(([tone, { fill, line, mark, title, text }]) => {
      const of = `.tone-${tone}`;
      return [
        `${of} .shape{fill:${fill};stroke:${line}}`,
        `${of} .icon{stroke:${mark}}`,
        `${of} .word{fill:${mark}}`,
        `${of} .title{fill:${title}}`,
        `${of} .line,${of} .name{fill:${text}}`,
      ];
    }),
    `.badge{fill:${around.badge}}`,
    `.headcount{fill:${around.badgeText}}`,
    `.uncovered .shape,.arrow.untaken{stroke:${around.warning}}`,
    `.label.untaken{fill:${around.warning}}`,
    `.flag{fill:${around.warning}}`,
    `.note{fill:${around.page}}`,
  ];
}
