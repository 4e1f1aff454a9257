import * as api from "$lib/api";
import type { Session } from "$lib/bindings/Session";
import type { Tally } from "$lib/bindings/Tally";
import { arc as t, words } from "$lib/messages";
import { shortDay } from "$lib/moments";
import { now } from "$lib/now.svelte";
import type { Desk } from "../desk/state.svelte";

/** Keeps a change of something named; every page that may show it is fetched again. */
export async function keep<T>(desk: Desk, act: () => Promise<T>): Promise<T | null> {
  const kept = await desk.attempt(act);
  if (kept !== null) desk.changes += 1;
  return kept;
}

/** How many rows sessions hold. */
export const rowsOf = (sessions: readonly Session[]): number =>
  sessions.reduce((sum, { rows }) => sum + rows.length, 0);

/** What a page says of its entries, in a few words each; `shown` of them stand on it. */
export function facts(tally: Tally, shown: number): string[] {
  if (tally.entries === 0) return [];
  return [
    words.entries(tally.entries),
    ...(tally.sessions > 0 ? [t.sessions(tally.sessions)] : []),
    ...(tally.clients > 1 ? [t.clients(tally.clients)] : []),
    ...(tally.first && tally.last
      ? [t.span(shortDay(tally.first, now.moment), shortDay(tally.last, now.moment))]
      : []),
    ...(shown < tally.entries ? [t.older(tally.entries - shown)] : []),
  ];
}

/**
 * Makes two aliases one. The entries move a few hundred at a time, so that nothing waits long;
 * whatever interrupts it is ended at the next unlock.
 */
export async function mergeClients(desk: Desk, from: string, into: string): Promise<boolean> {
  const alias = desk.client(from)?.alias ?? "";
  await desk.closeEntry();
  let step = await desk.attempt(() => api.mergeClients(from, into));
  while (step && step.moved > 0) {
    if (step.left > 0) desk.say(t.merging(step.left));
    step = await desk.attempt(() => api.mergeSome());
  }
  await seeClients(desk);
  if (step === null) return false;
  desk.merged = { from, alias };
  desk.goTo(`client:${into}`);
  desk.say(t.merged(desk.client(into)?.alias ?? ""), () => void unmerge(desk));
  return true;
}

/** Takes the last merge back, in the same steps; the lock ends the chance of it. */
export async function unmerge(desk: Desk): Promise<void> {
  const last = desk.merged;
  if (!last) return;
  await desk.closeEntry();
  let step = await desk.attempt(api.unmergeSome);
  while (step && step.moved > 0) {
    if (step.left > 0) desk.say(t.merging(step.left));
    step = await desk.attempt(api.unmergeSome);
  }
  await seeClients(desk);
  if (step === null) return;
  desk.merged = null;
  desk.goTo(`client:${last.from}`);
  desk.say(t.unmerged(last.alias));
}

async function seeClients(desk: Desk): Promise<void> {
  const clients = await desk.attempt(api.listClients);
  if (clients) desk.clients = clients;
  desk.changes += 1;
}
