import type { ConsoleTask } from '../../partners/console-tasks.ts';
import { csrfField } from './csrf-field.ts';
import { nameOf } from './decision.ts';
import { html, type Html } from './html.ts';
import { distance, when } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** What is to be done, about whom, and a button for each way in which it can end; none without a form token. */
export function taskCard(task: ConsoleTask, words: Wordbook, csrf: string | false): Html {
  const id = `t-${task.contactId}-${task.map}-${task.entry}`;
  return html`<article class="card" aria-labelledby="${id}">
    <header>
      <h3 id="${id}">${task.title}</h3>
      <p class="waiting">${distance(task.requestedAt, words.now)}</p>
    </header>
    <p class="meta">
      <span><a href="/console/contacts/${task.contactId}">${nameOf(task)}</a></span>
      <span>${words.map(task.map)}</span>
      <span>asked ${when(task.requestedAt, words.reader(words.programOf(task.map)))}</span>
    </p>
    ${csrf && buttons(task, csrf)}
  </article>`;
}

function buttons(task: ConsoleTask, csrf: string): Html {
  const path = [task.contactId, task.map, String(task.entry)].map(encodeURIComponent).join('/');
  return html`<form class="choices" method="post" action="/console/tasks/${path}">
    ${csrfField(csrf)}
    ${task.outcomes.map(
      (outcome) =>
        html`<button type="submit" name="outcome" value="${outcome}">
          ${inWords(outcome)}<span class="unseen">: ${task.title}, ${nameOf(task)}</span>
        </button>`,
    )}
  </form>`;
}

/** An outcome's name for people: `no-answer` is "No answer". */
export function inWords(outcome: string): string {
  const words = outcome.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How a task ended, in words: "Done by kim@example.com". */
export function endOfTask({ outcome, by }: { outcome: string; by: string }): string {
  return outcome === 'expired' ? 'Nobody did it in time' : `${inWords(outcome)} by ${by}`;
}
