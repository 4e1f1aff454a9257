import * as api from "$lib/api";
import type { Editor } from "./editor.svelte";
import type { EntryPage } from "./entry/page.svelte";
import type { Library } from "./library.svelte";
import type { Location } from "./location.svelte";
import type { Notices } from "./notices.svelte";
import { idAt } from "./place";

/** Begins entries, with the form, client, session and phase that the place or the client suggests. */
export class NewEntry {
  /** The clients that a new entry is most likely about, by the hours of today. */
  likely: readonly string[] = $state.raw([]);
  // The page whose form nobody chose: choosing a client may still change it.
  #guessed: EntryPage | null = null;
  #editor: Editor;
  #library: Library;
  #location: Location;
  #notices: Notices;

  constructor(editor: Editor, library: Library, location: Location, notices: Notices) {
    this.#editor = editor;
    this.#library = library;
    this.#location = location;
    this.#notices = notices;
  }

  /** Begins an entry; nothing of it is written before the first answer. */
  async begin(form: string, client: string | null, beside: string | null): Promise<void> {
    const page = await this.#editor.replace(() =>
      this.#notices.attempt(() => api.newEntry(form, client, beside)),
    );
    if (!page) return;
    const asks = page.form.about_client && page.head.client === null;
    if (asks) this.likely = (await this.#notices.attempt(api.likelyClients)) ?? [];
    this.#location.focusRequest = asks ? "client" : "caret";
  }

  /** Begins the entry that the place suggests. */
  async beginHere(): Promise<void> {
    const { place } = this.#location;
    const form = idAt(place, "form");
    if (form !== null) return this.begin(form, null, null);
    const client = idAt(place, "client");
    const usual = this.#library.forms.find((one) => one.about_client) ?? this.#library.forms[0];
    await this.#beginGuessed(client, usual?.id);
    const thread = idAt(place, "thread");
    if (thread !== null) this.#editor.page?.setHead({ threads: [thread] });
  }

  /** Begins the client's next entry, with the usual form, session and phase. */
  async beginAbout(client: string | null): Promise<void> {
    await this.#beginGuessed(client, this.#library.forms.find((one) => one.about_client)?.id);
  }

  /** Begins a boundary observation about the same client and session. */
  async beginBoundary(): Promise<void> {
    const boundary = this.#library.form("boundary");
    if (!boundary) return;
    const page = this.#editor.page;
    // Only what has been saved can be inherited from.
    await this.#editor.leave();
    await this.begin(boundary.id, page?.head.client ?? null, page && !page.isNew ? page.id : null);
  }

  /** Puts a client on the page; a blank page takes on the client's next form and session. */
  async chooseClient(client: string | null): Promise<void> {
    const page = this.#editor.page;
    if (!page) return;
    page.setHead({ client });
    if (!client || !page.isNew || !page.isBlank) return;
    const suggested = await this.#notices.attempt(() => api.suggest(client));
    if (this.#editor.page !== page || !page.isBlank) return;
    const form = this.#guessed === page ? this.#aboutClient(suggested?.form) : null;
    if (form && form !== page.form.id) {
      await this.begin(form, client, null);
      this.#guessed = this.#editor.page;
      return;
    }
    page.setHead({ session: suggested?.session ?? null, phase: suggested?.phase ?? null });
    this.#location.focusRequest = "caret";
  }

  /** Begins the open, still blank page anew with another form. */
  async changeForm(form: string): Promise<void> {
    const page = this.#editor.page;
    if (page?.isNew && page.isBlank) await this.begin(form, page.head.client, null);
  }

  async #beginGuessed(client: string | null, usual: string | undefined): Promise<void> {
    const suggested = client ? await this.#notices.attempt(() => api.suggest(client)) : null;
    const form = this.#aboutClient(suggested?.form) ?? usual;
    if (!form) return;
    await this.begin(form, client, null);
    this.#guessed = this.#editor.page;
  }

  #aboutClient(form: string | null | undefined): string | null {
    return (form && this.#library.form(form)?.about_client && form) || null;
  }
}
