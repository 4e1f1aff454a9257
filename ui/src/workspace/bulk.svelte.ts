import * as api from "$lib/api";
import type { Head } from "$lib/bindings/Head";
import { workspace as t } from "$lib/messages";
import type { Editor } from "./editor.svelte";
import type { Lifecycle } from "./lifecycle.svelte";
import type { Listing } from "./listing.svelte";
import { ALL_ENTRIES } from "./place";
import type { Notices } from "./notices.svelte";
import type { Selection } from "./selection.svelte";

/** More than a journal holds. */
const ALL = 1_000_000;

type Changed = Partial<Pick<Head, "tags" | "basket">>;

/** What is done to all selected entries at once, each with an undo of the whole. */
export class Bulk {
  /** How many are done of those that something is done to; none while nothing is. */
  progress: { done: number; of: number } | null = $state.raw(null);
  #editor: Editor;
  #lifecycle: Lifecycle;
  #listing: Listing;
  #notices: Notices;
  #selection: Selection;

  constructor(
    editor: Editor,
    lifecycle: Lifecycle,
    listing: Listing,
    notices: Notices,
    selection: Selection,
  ) {
    this.#editor = editor;
    this.#lifecycle = lifecycle;
    this.#listing = listing;
    this.#notices = notices;
    this.#selection = selection;
  }

  /** Puts a tag on them. */
  async tag(tag: string): Promise<void> {
    await this.#change(
      this.#selection.ids,
      ({ tags }) => (tags.includes(tag) ? null : { tags: [...tags, tag] }),
      (count) => t.taggedMany(count, tag),
    );
  }

  /** Puts them into the supervision basket, without questions. */
  async basket(): Promise<void> {
    await this.#change(
      this.#selection.ids,
      ({ basket }) => (basket ? null : { basket: { question: "", asked: false } }),
      t.basketMany,
    );
  }

  /** Puts a tag in the place of another, wherever that stands; tells whether any entry has it now. */
  async renameTag(from: string, to: string): Promise<boolean> {
    const all = { ...ALL_ENTRIES, tag: from };
    const found = await this.#notices.attempt(() => api.listEntries(all, 0, ALL));
    const changed = await this.#change(
      new Set(found?.rows.map(({ id }) => id)),
      ({ tags }) =>
        tags.includes(from)
          ? { tags: [...new Set(tags.map((tag) => (tag === from ? to : tag)))] }
          : null,
      (count) => t.renamedTag(count, to),
    );
    return changed > 0;
  }

  /** Moves them to the trash. */
  async trash(): Promise<void> {
    const ids = await this.#each(this.#selection.ids, (id) => this.#lifecycle.putAway(id));
    await this.#listing.reload();
    this.#selection.clear();
    if (ids.length === 0) return;
    this.#notices.say(t.trashedMany(ids.length), () => {
      void this.#notices.attempt(async () => {
        for (const id of ids) await api.restoreEntry(id);
        await this.#listing.reload();
        this.#notices.say(t.restoredMany(ids.length));
      });
    });
  }

  // Changes their heads, as far as they can still be changed, and says so.
  async #change(
    ids: ReadonlySet<string>,
    change: (head: Head) => Changed | null,
    says: (count: number) => string,
  ): Promise<number> {
    const before = new Map<string, Changed>();
    let closed = 0;
    await this.#each(ids, async (id) => {
      const was = await this.#changeOne(id, change);
      if (was === "closed") closed += 1;
      else if (was) before.set(id, was);
    });
    const said = before.size > 0 ? says(before.size) : closed > 0 ? "" : t.nothingChanged;
    const text = [said, closed > 0 ? t.closedMany(closed) : ""].filter(Boolean).join(" ");
    this.#notices.say(text, before.size === 0 ? null : () => void this.#takeBack(before));
    return before.size;
  }

  async #takeBack(before: ReadonlyMap<string, Changed>): Promise<void> {
    await this.#notices.attempt(async () => {
      for (const [id, was] of before) await this.#changeOne(id, () => was);
      this.#notices.say(t.takenBack);
    });
  }

  /** Changes one head; returns what it was, where anything was changed. */
  async #changeOne(
    id: string,
    change: (head: Head) => Changed | null,
  ): Promise<Changed | "closed" | null> {
    const was = (head: Head, to: Changed): Changed => ({
      ...("tags" in to ? { tags: head.tags } : {}),
      ...("basket" in to ? { basket: head.basket } : {}),
    });
    const page = this.#editor.held(id);
    if (page) {
      const { head, editable } = page;
      const to = editable ? change(head) : null;
      if (to) page.setHead(to);
      return editable ? to && was(head, to) : "closed";
    }
    const { entry } = await api.openEntry(id);
    if (entry.trashed || entry.closed !== null) return "closed";
    const { head } = entry.input;
    const to = change(head);
    if (!to) return null;
    const input = { ...entry.input, head: { ...head, ...to } };
    const { row, counts } = await (entry.draft ? api.saveDraft(input) : api.saveEntry(input));
    await this.#listing.saved(row, counts);
    return was(head, to);
  }

  // Does it to one after the other; returns those with which it went well.
  async #each(ids: ReadonlySet<string>, act: (id: string) => Promise<unknown>): Promise<string[]> {
    const done: string[] = [];
    if (this.progress !== null) return done;
    let at = 0;
    try {
      for (const id of ids) {
        this.progress = { done: at, of: ids.size };
        const went = await this.#notices.attempt(async () => (await act(id)) !== false);
        if (went === null) break;
        if (went) done.push(id);
        at += 1;
      }
    } finally {
      this.progress = null;
    }
    return done;
  }
}
