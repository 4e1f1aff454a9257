/** What could follow the caret: the words typed so far, and the rest of the term they begin. */
export interface Completion {
  typed: string;
  rest: string;
}

const LEAST_LETTERS = 3;
const MOST_WORDS = 3;

/**
 * The term that the words before the caret begin, if there is one. Longer beginnings win, so that
 * *room f* goes on to *room for good*; among equal ones the first in the list does.
 */
export function completionOf(before: string, terms: readonly string[]): Completion | null {
  const words = /(?:[\p{L}\p{N}'’-]+ ){0,2}[\p{L}\p{N}'’-]+$/u.exec(before)?.[0];
  if (!words) return null;
  const parts = words.split(" ");
  for (let from = Math.max(0, parts.length - MOST_WORDS); from < parts.length; from += 1) {
    const typed = parts.slice(from).join(" ");
    if (typed.length < LEAST_LETTERS) continue;
    const low = typed.toLowerCase();
    const term = terms.find(
      (one) => one.length > typed.length && one.toLowerCase().startsWith(low),
    );
    if (term) return { typed, rest: term.slice(typed.length) };
  }
  return null;
}
