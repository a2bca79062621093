import type { Currency, EmailRef, FieldType } from '../../program/program.ts';
import type { Analysis } from '../3-analyze/analyze.ts';
import { isFromDecision } from '../3-analyze/merge-fields.ts';
import type { Sources } from '../3-analyze/sources.ts';
import type { EmailSource } from '../compilation.ts';
import { contentHash } from './content-hash.ts';

/** All emails by name, each with the hash of everything that its rendering depends on. */
export function emailSources({ emails, layout, sending }: Sources): EmailSource[] {
  const names = [...emails.keys()].sort();
  return names.flatMap((name) => {
    const doc = emails.get(name);
    if (!doc) return [];
    const { subject, preheader, lang, topic } = doc.value;
    const text = {
      subject,
      ...(preheader === undefined ? {} : { preheader }),
      ...(lang === undefined ? {} : { lang }),
      ...(topic === undefined ? {} : { topic }),
      body: doc.file.body?.text ?? '',
      ...(layout ? { layout: layout.text } : {}),
    };
    // Sender and postal address stand in every mail, the way to unsubscribe in those of a marketing topic.
    const shown = {
      from: sending?.value.from,
      postalAddress: sending?.value.postalAddress,
      ...(sending?.value.topics?.[topic ?? '']?.marketing ? { canUnsubscribe: true } : {}),
    };
    return [{ name, hash: contentHash({ name, ...text, ...shown }), ...text }];
  });
}

/** Finds an email's reference by its name. */
export type EmailRefs = (name: string) => EmailRef;

/** References to emails, with the merge fields that a decision has to provide. */
export function emailRefs(emails: readonly EmailSource[], { templates, merge }: Analysis): EmailRefs {
  const refs = new Map<string, EmailRef>();
  for (const { name, hash } of emails) {
    const merges = (templates.get(name) ?? []).flatMap(({ path }) => {
      const field = merge.get(path);
      return field && isFromDecision(path, field) ? [path] : [];
    });
    refs.set(name, { template: name, hash, merges: merges.sort() });
  }
  return (name) => {
    const ref = refs.get(name);
    if (!ref) throw new Error(`The email ${name} passed analysis without being there.`);
    return ref;
  };
}

/** The currencies of own amounts among some fields; undefined when there is none. */
export function fieldCurrencies(
  names: Iterable<string>,
  { fields }: Analysis,
): Record<string, Currency> | undefined {
  const own = [...names].flatMap((name) => {
    const currency = fields.get(name)?.currency;
    return currency ? [[name, currency] as const] : [];
  });
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

/** The contact's fields among some names and merge fields, with their types, by name. */
export function fieldTypes(
  names: Iterable<string>,
  refs: readonly EmailRef[],
  { fields }: Analysis,
): Record<string, FieldType> {
  const merged = refs.flatMap(({ merges }) =>
    merges.flatMap((path) => /^contact\.(.+)$/.exec(path)?.[1] ?? []),
  );
  const all = [...new Set([...names, ...merged])].sort();
  return Object.fromEntries(
    all.flatMap((name) => {
      const type = fields.get(name)?.type;
      return type ? [[name, type]] : [];
    }),
  );
}
