import * as api from "$lib/api";
import type { EraseTarget } from "$lib/bindings/EraseTarget";
import { records as ta, entry as te } from "$lib/messages";
import type { Editor } from "./editor.svelte";
import type { Library } from "./library.svelte";
import type { Listing } from "./listing.svelte";
import type { Location } from "./location.svelte";
import type { Notices, Toast } from "./notices.svelte";
import { hasPage } from "./place";

/** How long closing an entry can be undone. */
const CLOSING_MS = 8_000;

/** What ends an entry: the trash, erasure, and closing it for good. */
export class Lifecycle {
  // The entry that is about to be closed, and what says so.
  #closing: { id: string; toast: Toast | null; timer: ReturnType<typeof setTimeout> } | null = null;
  #editor: Editor;
  #library: Library;
  #listing: Listing;
  #location: Location;
  #notices: Notices;

  constructor(
    editor: Editor,
    library: Library,
    listing: Listing,
    location: Location,
    notices: Notices,
  ) {
    this.#editor = editor;
    this.#library = library;
    this.#listing = listing;
    this.#location = location;
    this.#notices = notices;
  }

  async trash(id: string): Promise<void> {
    if (!(await this.#notices.attempt(() => this.putAway(id)))) return;
    this.#notices.say(te.put, () => void this.restore(id, true));
    await this.#listing.reload();
  }

  /** Moves an entry to the trash, off the page too; tells whether all of it was saved before. */
  async putAway(id: string): Promise<boolean> {
    if (this.#closing?.id === id) this.stayOpen();
    const page = this.#editor.page;
    if (page?.id === id) {
      if (!(await page.saveRevision())) {
        this.#notices.sayUnsaved();
        return false;
      }
      this.#editor.drop();
      // What is left of the place is its list.
      this.#location.listOpen = !hasPage(this.#location.place);
    }
    await api.trashEntry(id);
    return true;
  }

  async restore(id: string, reopen = false): Promise<void> {
    const row = await this.#notices.attempt(() => api.restoreEntry(id));
    if (!row) return;
    if (this.#editor.page?.id === id) this.#editor.page = null;
    await this.#listing.reload();
    if (reopen && !(await this.#editor.open(id))) return;
    this.#notices.say(te.restored);
  }

  /** Removes from the window what was erased. */
  async forgetErased(target: EraseTarget | undefined): Promise<void> {
    this.#editor.forgetTexts();
    if (this.#editor.page?.entry.trashed || target?.target === "client") this.#editor.drop();
    if (target?.target === "client") this.#library.clients = await api.listClients();
    await this.#listing.reload();
  }

  /**
   * Closes the open entry for good, after some seconds in which that can be undone. Whatever ends
   * the session within them leaves the entry open: a closed one is never opened again.
   */
  async closeForGood(): Promise<void> {
    const page = this.#editor.page;
    if (!page?.editable || page.isNew) return;
    if (!(await page.saveRevision())) return this.#notices.sayUnsaved();
    if (this.#closing) await this.#closeNow();
    page.setClosing(true);
    this.#notices.say(ta.closing, () => this.stayOpen());
    const timer = setTimeout(() => void this.#closeNow(), CLOSING_MS);
    this.#closing = { id: page.id, toast: this.#notices.toast, timer };
    this.#editor.closing = page.id;
  }

  /** Leaves the entry open that was about to be closed. */
  stayOpen(): void {
    const id = this.#endClosing();
    if (id !== null && this.#editor.page?.id === id) this.#editor.page.setClosing(false);
  }

  async #closeNow(): Promise<void> {
    const id = this.#endClosing();
    if (id === null) return;
    const closed = await this.#notices.attempt(() => api.closeEntry(id));
    const page = this.#editor.page;
    if (page?.id === id) {
      if (closed) {
        page.close();
        this.#editor.take(closed);
      } else page.setClosing(false);
    }
    if (!closed) return;
    this.#notices.say(ta.closeSaid);
    await this.#listing.reload();
  }

  // An undo that does nothing any more is not offered.
  #endClosing(): string | null {
    const closing = this.#closing;
    if (!closing) return null;
    clearTimeout(closing.timer);
    this.#closing = null;
    this.#editor.closing = null;
    if (this.#notices.toast === closing.toast) this.#notices.toast = null;
    return closing.id;
  }
}
