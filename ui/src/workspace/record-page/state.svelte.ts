import * as api from "$lib/api";
import type { Session } from "$lib/bindings/Session";
import type { SymbolLine } from "$lib/bindings/SymbolLine";
import type { Tally } from "$lib/bindings/Tally";
import type { ThreadLine } from "$lib/bindings/ThreadLine";
import { records as t, words } from "$lib/messages";
import { shortDay } from "$lib/moments";
import { now } from "$lib/now.svelte";
import { recordPlace, type Place } from "../place";
import type { Workspace } from "../workspace.svelte";

/** A line that leads to a record's page. */
export interface RecordLine {
  place: Place;
  name: string;
  note: string;
  entries: number;
}

type Merging = Pick<Workspace, "editor" | "library" | "listing" | "navigation" | "notices">;

/** Saves a change of a record; every page that may show it is fetched again. */
export async function saveChange<T>(
  { listing, notices }: Pick<Workspace, "listing" | "notices">,
  save: () => Promise<T>,
): Promise<T | null> {
  const saved = await notices.attempt(save);
  if (saved !== null) listing.entriesVersion += 1;
  return saved;
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
export async function mergeClients(
  workspace: Merging,
  from: string,
  into: string,
): Promise<boolean> {
  const alias = workspace.library.client(from)?.alias ?? "";
  await workspace.editor.close();
  let step = await workspace.notices.attempt(() => api.mergeClients(from, into));
  while (step && step.moved > 0) {
    if (step.left > 0) workspace.notices.say(t.merging(step.left));
    step = await workspace.notices.attempt(() => api.continueMerge());
  }
  await reloadClients(workspace);
  if (step === null) return false;
  workspace.library.merged = { from, alias };
  workspace.navigation.goTo({ kind: "client", id: into });
  workspace.notices.say(
    t.merged(workspace.library.client(into)?.alias ?? ""),
    () => void unmerge(workspace),
  );
  return true;
}

/** Undoes the last merge, in the same steps. It is possible until the lock. */
export async function unmerge(workspace: Merging): Promise<void> {
  const last = workspace.library.merged;
  if (!last) return;
  await workspace.editor.close();
  let step = await workspace.notices.attempt(api.continueUnmerge);
  while (step && step.moved > 0) {
    if (step.left > 0) workspace.notices.say(t.merging(step.left));
    step = await workspace.notices.attempt(api.continueUnmerge);
  }
  await reloadClients(workspace);
  if (step === null) return;
  workspace.library.merged = null;
  workspace.navigation.goTo({ kind: "client", id: last.from });
  workspace.notices.say(t.unmerged(last.alias));
}

async function reloadClients({ library, listing }: Merging): Promise<void> {
  await library.reloadClients();
  listing.entriesVersion += 1;
}

/** Threads as lines, without archived ones. */
export const threadLines = (lines: readonly ThreadLine[]): RecordLine[] =>
  lines
    .filter(({ thread }) => !thread.archived)
    .map(({ thread, entries }) => ({
      place: recordPlace("thread", thread.id),
      name: thread.question,
      entries,
      note: thread.state === "rested" ? t.restingState : "",
    }));

/** Symbols as lines, without archived ones. */
export const symbolLines = (lines: readonly SymbolLine[]): RecordLine[] =>
  lines
    .filter(({ symbol }) => !symbol.archived)
    .map(({ symbol, entries }) => ({
      place: recordPlace("symbol", symbol.id),
      name: symbol.name,
      entries,
      note: symbol.sort ? t.sorts[symbol.sort] : "",
    }));
