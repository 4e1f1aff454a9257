import * as api from "$lib/api";
import type { Card } from "$lib/bindings/Card";
import type { Moment } from "$lib/bindings/Moment";
import { records as t } from "$lib/messages";
import { common } from "$lib/messages/common";
import { dayInWords, isoDay, momentAt, shortDay } from "$lib/moments";
import type { Workspace } from "../workspace.svelte";
import type { Asked } from "./groups";

type Answering = Pick<Workspace, "listing" | "notices">;

/** Answers a card in a line, or puts it aside where the line is empty; undo opens it again. */
export async function answer(workspace: Answering, card: Card, line: string): Promise<boolean> {
  const { id } = card.follow_up;
  if (id === null) return false;
  const done = await workspace.notices.attempt(() => api.answerFollowUp(id, line));
  if (!done) return false;
  answered(workspace);
  workspace.notices.say(
    line.trim() === "" ? t.skipped : t.answeredSaid,
    () => void reopen(workspace, id),
  );
  return true;
}

async function reopen(workspace: Answering, id: string): Promise<void> {
  if (await workspace.notices.attempt(() => api.reopenFollowUp(id))) answered(workspace);
}

function answered({ listing }: Answering): void {
  listing.entriesVersion += 1;
  listing.revisionsVersion += 1;
}

/** What a card asks. */
export const questionOf = ({ follow_up }: Card) => follow_up.question || t.followed;

/** The day on which a card asks; `null` where a session decides. */
export function dayOf({ follow_up: { due }, row }: Card): string | null {
  if (due === "next_session") return null;
  if ("on" in due) return due.on;
  const { utc_ms, offset_min } = row.head.happened;
  return isoDay({ utc_ms: utc_ms + due.weeks * 7 * 86_400_000, offset_min });
}

/** When a card asks, in words. */
export function whenOf(card: Card): string {
  const day = dayOf(card);
  if (card.state === "due" || card.state === "done" || day === null) return t.states[card.state];
  return t.askOn(dayInWords(day));
}

/** When the cards after the first of one flag ask, in words. */
export function thenOf(then: readonly Card[], now: Moment): string {
  const days = then
    .map((card) => dayOf(card))
    .filter((day) => day !== null)
    .sort();
  return days.length === 0
    ? ""
    : t.thenAsks(days.map((day) => shortDay(momentAt(day, 0), now)).join(", "));
}

/** How many flags ask later, and when the first of them does. */
export function askedWhen(later: readonly Asked[]): string {
  const days = later
    .map(({ card }) => dayOf(card))
    .filter((day) => day !== null)
    .sort();
  return days[0] ? t.laterFrom(later.length, dayInWords(days[0])) : common.number(later.length);
}
