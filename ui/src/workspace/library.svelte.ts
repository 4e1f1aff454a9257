import * as api from "$lib/api";
import type { Client } from "$lib/bindings/Client";
import type { Snapshot } from "$lib/bindings/Snapshot";
import type { Form } from "$lib/bindings/Form";
import type { Lexicon } from "$lib/bindings/Lexicon";
import type { Settings } from "$lib/bindings/Settings";
import type { Shape } from "$lib/bindings/Shape";
import { spelledForm } from "$lib/messages/content";
import type { Notices } from "./notices.svelte";

/** What entries are written with: forms, clients, terms, shapes, and the settings. */
export class Library {
  #forms: readonly Form[] = $state.raw([]);
  /** The forms, in the chosen English where they were shipped. */
  readonly forms: readonly Form[] = $derived(this.#forms.map(spelledForm));
  clients: readonly Client[] = $state.raw([]);
  settings: Settings = $state.raw()!;
  /** Shapes that any entry can take on. */
  shapes: readonly Shape[] = $state.raw([]);
  /** The alias that was merged last; it can come back until the journal is locked. */
  merged: { from: string; alias: string } | null = $state.raw(null);
  /** Terms of the lexicon, own ones first. */
  #terms: readonly string[] = [];
  #notices: Notices;

  constructor(snapshot: Snapshot, notices: Notices) {
    this.#notices = notices;
    this.#forms = snapshot.forms;
    this.clients = snapshot.clients;
    this.settings = snapshot.settings;
    this.shapes = snapshot.shapes;
    this.#useTerms(snapshot.lexicon);
  }

  form = (id: string): Form | null => this.forms.find((form) => form.id === id) ?? null;

  client = (id: string | null): Client | null =>
    this.clients.find((client) => client.id === id) ?? null;

  /** Returns terms and aliases that a word being written may go on to. */
  completions = (): readonly string[] => [
    ...this.#terms,
    ...this.clients.map(({ alias }) => alias),
  ];

  /** Fetches the lexicon again, after a term was added, changed or removed. */
  async reloadTerms(): Promise<void> {
    const lexicon = await this.#notices.attempt(api.lexicon);
    if (lexicon) this.#useTerms(lexicon);
  }

  /** Fetches the forms again, after one was made, changed or archived. */
  async reloadForms(): Promise<void> {
    const forms = await this.#notices.attempt(api.listForms);
    if (forms) this.#forms = forms;
  }

  /** Fetches the clients again, after some were merged or erased. */
  async reloadClients(): Promise<void> {
    const clients = await this.#notices.attempt(api.listClients);
    if (clients) this.clients = clients;
  }

  async saveClient(client: Client): Promise<Client> {
    const saved = await api.saveClient(client);
    const others = this.clients.filter(({ id }) => id !== saved.id);
    this.clients = [...others, saved].sort((one, other) => one.alias.localeCompare(other.alias));
    return saved;
  }

  async saveSettings(settings: Settings): Promise<void> {
    this.settings = settings;
    await this.#notices.attempt(() => api.saveSettings(settings));
  }

  /** Takes over the terms of a lexicon: own ones first, then the shipped ones. */
  #useTerms({ terms }: Lexicon): void {
    const own = terms.filter(({ id }) => id !== null);
    const shipped = terms.filter(({ id }) => id === null);
    this.#terms = [...own, ...shipped].flatMap(({ term, ring }) => [term, ...ring]);
  }
}
