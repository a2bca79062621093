/** The helpers that an email may use. */
export const HELPERS = ['date', 'money', 'default', 'if', 'unless', 'each'] as const;

/** One of the helpers. */
export type HelperName = (typeof HELPERS)[number];

interface HelperRule {
  block: boolean;
  arguments: number;
  /** Types of the first argument; any when left out. */
  takes?: readonly string[];
  needs: string;
  example: string;
}

const RULES: Readonly<Record<HelperName, HelperRule>> = {
  date: {
    block: false,
    arguments: 1,
    takes: ['instant', 'date'],
    needs: 'an instant or a date',
    example: '{{date login.expiresAt}}',
  },
  money: {
    block: false,
    arguments: 1,
    takes: ['money', 'figure'],
    needs: 'an amount of money',
    example: '{{money sale.amount}}',
  },
  default: {
    block: false,
    arguments: 2,
    needs: 'a field and a text',
    example: '{{default contact.firstName "there"}}',
  },
  if: { block: true, arguments: 1, needs: 'one field', example: '{{#if contact.firstName}} … {{/if}}' },
  unless: {
    block: true,
    arguments: 1,
    needs: 'one field',
    example: '{{#unless contact.firstName}} … {{/unless}}',
  },
  each: {
    block: true,
    arguments: 1,
    takes: ['list', 'links', 'sales'],
    needs: 'a list',
    example: '{{#each links}} … {{/each}}',
  },
};

/** What a helper takes, in words, and an example. */
export function helperUse(name: HelperName): Pick<HelperRule, 'needs' | 'example'> {
  return RULES[name];
}

/** What is wrong with a use of a helper. `types` are those of its arguments; undefined where one is unknown. */
export function checkHelper(
  name: HelperName,
  types: readonly (string | undefined)[],
  position: 'inline' | 'block',
  options: number,
): { problem: string; example: string } | undefined {
  const rule = RULES[name];
  const { example } = rule;
  if (rule.block !== (position === 'block')) {
    return { problem: rule.block ? 'begins a block' : 'is no block', example };
  }
  if (types.length !== rule.arguments || options > 0) return { problem: `takes ${rule.needs}`, example };
  const [type] = types;
  if (type !== undefined && rule.takes && !rule.takes.includes(type))
    return { problem: `takes ${rule.needs}`, example };
  return undefined;
}
