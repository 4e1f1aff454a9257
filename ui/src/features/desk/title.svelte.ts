import { desk as t } from "$lib/messages";
import { nameOf } from "./places";
import type { Desk } from "./state.svelte";

/** What the list is headed with. It is made by a part and learns names as long as that stands. */
export class Title {
  #desk: Desk;
  #named: { place: string; name: string } | null = $state.raw(null);

  constructor(desk: Desk) {
    this.#desk = desk;
    $effect(() => {
      void desk.changes;
      const { place } = desk;
      // The page of the place says what is wrong; the list then goes by its kind alone.
      void nameOf(place).catch(() => null).then((name) => {
        if (name !== null && desk.place === place) this.#named = { place, name };
      });
    });
  }

  get text(): string {
    const desk = this.#desk;
    const [kind = "", key = ""] = desk.place.split(":");
    if (kind === "form") return desk.form(key)?.journal ?? "";
    if (kind === "client") return desk.client(key)?.alias ?? "";
    if (this.#named?.place === desk.place) return this.#named.name;
    if (kind in t.named) return t.named[kind as keyof typeof t.named];
    return kind === "basket" ? t.basket : kind === "trash" ? t.trash : t.all;
  }
}
