import type { TimelineEntry } from '../../partners/timeline-entry.ts';
import type { Consent } from '../../storage/consents.ts';
import { decisionText, OUTCOMES } from './decision.ts';
import { html, type Html } from './html.ts';
import { endOfTask } from './task-card.ts';
import { factLine } from './timeline-fact.ts';
import { place, type TimelineLine } from './timeline-line.ts';
import { mailLine, softBounceLine } from './timeline-mail.ts';
import { placeLine, waitLine } from './timeline-wait.ts';
import { when, type Reader } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** The story in the order of time; its last entry is `#end` of the page. */
export function timeline(entries: readonly TimelineEntry[], words: Wordbook, reader: Reader): Html {
  return html`<ol class="plain timeline">
    ${entries.map((entry, index) => {
      const { tone, title, details } = lineOf(entry, words, reader);
      const id = index === entries.length - 1 && html` id="end"`;
      return html`<li class="${tone}" ${id}>
        <p class="at">${when(entry.at, reader)}</p>
        <p class="title">${title}</p>
        ${details}
      </li>`;
    })}
  </ol>`;
}

function lineOf(entry: TimelineEntry, words: Wordbook, reader: Reader): TimelineLine {
  switch (entry.kind) {
    case 'fact':
      return factLine(entry.fact, entry.at, words, reader);
    case 'question':
      return {
        tone: 'ask',
        title: `Asked the team ${entry.team} for a decision`,
        details: place(words, entry.map, entry.step),
      };
    case 'decision':
      return decisionLine(entry);
    case 'consent':
      return consentLine(entry.consent, words);
    case 'task':
      return {
        tone: 'ask',
        title: `Gave the team ${entry.task.team} the task “${entry.task.title}”`,
        details: place(words, entry.task.map, entry.task.step),
      };
    case 'task-done':
      return {
        tone: entry.done.outcome === 'expired' ? 'plain-badge' : 'good',
        title: `${entry.task.title}: ${endOfTask(entry.done)}`,
        details: place(words, entry.task.map, entry.task.step),
      };
    case 'login-closed':
      return {
        tone: 'login',
        title: `Closed the partner center of ${words.program(entry.program)?.title ?? entry.program}`,
      };
    case 'mail':
      return mailLine(entry.mail, words, reader);
    case 'soft-bounce':
      return softBounceLine(entry.bounce, reader);
    case 'wait':
      return waitLine(entry.wait, words, reader);
    case 'place':
      return placeLine(entry.position, words, reader);
  }
}

function consentLine({ topic, subscribed, text }: Consent, words: Wordbook): TimelineLine {
  return {
    tone: subscribed ? 'good' : 'plain-badge',
    title: `${subscribed ? 'Subscribed to' : 'Did not subscribe to'} ${words.topic(topic)}`,
    details: html`<p class="under">They read: <q>${text}</q></p>`,
  };
}

function decisionLine(entry: Extract<TimelineEntry, { kind: 'decision' }>): TimelineLine {
  const { decision, reverses } = entry;
  return {
    tone: decision.outcome === 'approved' ? 'good' : decision.outcome === 'rejected' ? 'bad' : 'plain-badge',
    title: [decisionText(decision), reverses && html` <span class="badge">reversal</span>`],
    details: [
      decision.reason && html`<p class="under"><q>${decision.reason}</q></p>`,
      reverses &&
        html`<p class="under">
          Before that: ${OUTCOMES[reverses.outcome].word.toLowerCase()} by ${reverses.by}.
        </p>`,
    ],
  };
}
