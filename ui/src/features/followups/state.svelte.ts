import * as api from "$lib/api";
import type { Card } from "$lib/bindings/Card";
import { arc as t } from "$lib/messages";
import { dayInWords, isoDay } from "$lib/moments";
import type { Desk } from "../desk/state.svelte";

/** Answers a card in a line, or puts it aside where the line is empty; undo opens it again. */
export async function answer(desk: Desk, card: Card, line: string): Promise<boolean> {
  const { id } = card.follow_up;
  if (id === null) return false;
  const done = await desk.attempt(() => api.answerFollowUp(id, line));
  if (!done) return false;
  turn(desk);
  desk.say(line.trim() === "" ? t.asideSaid : t.answeredSaid, () => void reopen(desk, id));
  return true;
}

async function reopen(desk: Desk, id: string): Promise<void> {
  if (await desk.attempt(() => api.reopenFollowUp(id))) turn(desk);
}

function turn(desk: Desk): void {
  desk.changes += 1;
  desk.turns += 1;
}

/** What a card asks. */
export const questionOf = ({ follow_up }: Card) => follow_up.question || t.followed;

/** When a card asks, in words. */
export function whenOf({ follow_up: { due }, row, state }: Card): string {
  if (state === "due" || state === "done" || due === "next_session") return t.states[state];
  if ("on" in due) return t.askOn(dayInWords(due.on));
  const { utc_ms, offset_min } = row.head.happened;
  const day = isoDay({ utc_ms: utc_ms + due.weeks * 7 * 86_400_000, offset_min });
  return t.askOn(dayInWords(day));
}
