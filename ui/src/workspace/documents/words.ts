import * as api from "$lib/api";
import { asFailure } from "$lib/failure";
import { dayInWords, isoDay, momentOf } from "$lib/moments";
import { wordsSheet } from "./documents";

/** Prints the recovery words; where the desktop has no print dialog of its own, through the page's. */
export async function printWords(words: readonly string[]): Promise<void> {
  const today = dayInWords(isoDay(momentOf(new Date())));
  try {
    await api.printDocument(wordsSheet(words, today));
  } catch (thrown) {
    if (asFailure(thrown).code !== "no_printing") throw thrown;
    window.print();
  }
}
