import { attributes, html, type Html } from './html.ts';

/** Languages that are offered, as BCP 47 tags; whoever has another one keeps it. */
const LOCALES =
  `ar-EG bg-BG cs-CZ da-DK de-AT de-CH de-DE el-GR en-AU en-CA en-GB en-IE en-IN en-NZ en-US en-ZA es-ES es-MX et-EE fi-FI
  fr-BE fr-CA fr-CH fr-FR he-IL hi-IN hr-HR hu-HU id-ID it-CH it-IT ja-JP ko-KR lt-LT lv-LV nb-NO nl-BE nl-NL pl-PL pt-BR
  pt-PT ro-RO sk-SK sl-SI sv-SE th-TH tr-TR uk-UA vi-VN zh-CN zh-TW`.split(/\s+/);

/** The IANA zones of this machine, by continent. */
export function zoneOptions(chosen: string): Html {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(chosen ? [chosen] : [])]);
  const continents = Map.groupBy(zones, (zone) => (zone.includes('/') ? zone.split('/', 1)[0] : ''));
  return html`${[...continents].map(([continent, names]) => {
    const options = names.map(
      (name) => html`<option ${attributes({ selected: chosen === name })}>${name}</option>`,
    );
    return continent ? html`<optgroup label="${continent}">${options}</optgroup>` : options;
  })}`;
}

/** Languages, each in its own words, for that is what their readers look for. */
export function localeOptions(chosen: string): Html {
  const tags = LOCALES.includes(chosen) || chosen === '' ? LOCALES : [...LOCALES, chosen];
  const named = tags.map((tag) => ({ tag, name: languageName(tag) }));
  const options = named.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  return html`${options.map(
    ({ tag, name }) =>
      html`<option ${attributes({ value: tag, lang: tag, selected: tag === chosen })}>${name}</option>`,
  )}`;
}

/** Finding a language's name takes a while, and it does not change. */
const names = new Map<string, string>();

/** "Deutsch (Österreich)". */
export function languageName(tag: string): string {
  const known = names.get(tag);
  if (known !== undefined) return known;
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  names.set(tag, name);
  return name;
}
