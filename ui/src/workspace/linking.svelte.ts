import * as api from "$lib/api";
import type { EntryRow } from "$lib/bindings/EntryRow";
import type { Linking } from "$lib/linking";
import { workspace as td } from "$lib/messages";
import { shortNoun } from "$lib/messages/common";
import { momentOf, shortDay } from "$lib/moments";
import { ALL_ENTRIES, placeFrom } from "./place";
import type { Workspace } from "./workspace.svelte";

/** How many of the newest entries are offered for linking. */
const OFFERED = 300;

type Around = Pick<Workspace, "editor" | "library" | "navigation" | "notices" | "player">;
type Named = readonly { key: string; label: string }[];

/** The records that an entry can link to, fetched when a link is first shown or wanted. */
export class Linkables implements Linking {
  #workspace: Around;
  #client: () => string | null;
  #known: Record<string, Named> = $state.raw({});
  #asked = new Set<string>();

  constructor(workspace: Around, client: () => string | null) {
    this.#workspace = workspace;
    this.#client = client;
  }

  offers(to: string): Named {
    if (to === "client")
      return this.#workspace.library.clients.map(({ id, alias }) => ({
        key: id ?? "",
        label: alias,
      }));
    if (!this.#asked.has(to)) {
      this.#asked.add(to);
      queueMicrotask(() => void this.#fetch(to));
    }
    return this.#known[to] ?? [];
  }

  nameOf(to: string, id: string): string | null {
    return this.offers(to).find(({ key }) => key === id)?.label ?? null;
  }

  /** Says what entries are called that may be older than those offered. */
  learn(rows: readonly EntryRow[]): void {
    const known = this.#known["entry"] ?? [];
    const fresh = rows.filter(({ id }) => !known.some(({ key }) => key === id));
    if (fresh.length === 0) return;
    this.#known = { ...this.#known, entry: [...known, ...fresh.map((row) => this.#entry(row))] };
  }

  canMake = (to: string) => ["thread", "symbol", "piece"].includes(to);

  async make(to: string, name: string): Promise<string | null> {
    const made = await this.#workspace.notices.attempt(() => this.#save(to, name));
    if (!made) return null;
    await this.#fetch(to);
    return made;
  }

  open(to: string, id: string): void {
    void this.#leaveFor(to, id);
  }

  async #leaveFor(to: string, id: string): Promise<void> {
    if (!(await this.#workspace.player.pause())) return;
    if (to === "entry") return void (await this.#workspace.editor.open(id));
    const place = placeFrom(`${to}:${id}`);
    if (!place) return;
    await this.#workspace.editor.close();
    this.#workspace.navigation.goTo(place);
  }

  async #save(to: string, name: string): Promise<string | null> {
    const [client, rest] = [this.#client(), { id: null, archived: false, merged: null }];
    if (to === "thread")
      return (await api.saveThread({ ...rest, question: name, client, state: "open" })).id;
    if (to === "symbol")
      return (await api.saveSymbol({ ...rest, name, client, sort: null, was: [] })).id;
    return (
      await api.savePiece({
        ...rest,
        title: name,
        maker: "",
        seconds: null,
        vocals: null,
        instruments: "",
        movement: null,
        shape: null,
        brightness: null,
        was: [],
      })
    ).id;
  }

  async #fetch(to: string): Promise<void> {
    const found = await this.#workspace.notices.attempt(() => this.#list(to));
    if (!found) return;
    const learnt = (this.#known[to] ?? []).filter(
      ({ key }) => !found.some((one) => one.key === key),
    );
    this.#known = { ...this.#known, [to]: [...found, ...learnt] };
  }

  async #list(to: string): Promise<Named> {
    const named = (id: string | null, label: string) => ({ key: id ?? "", label });
    if (to === "thread") {
      const client = this.#client();
      const threads = (await api.listThreads()).filter(({ archived }) => !archived);
      const own = threads.filter(
        (one) => one.client === null || one.client === client || client === null,
      );
      return [...own, ...threads.filter((one) => !own.includes(one))].map((one) =>
        named(one.id, one.question),
      );
    }
    if (to === "symbol") return (await api.listSymbols()).map((one) => named(one.id, one.name));
    if (to === "piece") return (await api.listPieces()).map((one) => named(one.id, one.title));
    if (to !== "entry") return [];
    return (await api.listEntries(ALL_ENTRIES, 0, OFFERED)).rows.map((row) => this.#entry(row));
  }

  #entry(row: EntryRow) {
    const parts = [
      this.#workspace.library.client(row.head.client)?.alias ??
        shortNoun(this.#workspace.library.form(row.form)?.noun ?? row.form),
      row.head.session === null ? "" : td.session(row.head.session),
      shortDay(row.head.happened, momentOf(new Date())),
      row.excerpt.slice(0, 60),
    ];
    return { key: row.id, label: parts.filter(Boolean).join(", ") };
  }
}
