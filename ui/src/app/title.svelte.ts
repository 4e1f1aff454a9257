import { workspace as t } from "$lib/messages";
import { idAt, isSamePlace, nameOf, type Place } from "../workspace/place";
import type { Workspace } from "../workspace/workspace.svelte";

type Shown = Pick<Workspace, "library" | "listing" | "location">;

/** The heading of the list. It fetches the names of records as long as its component stands. */
export class Title {
  #workspace: Shown;
  #named: { place: Place; name: string } | null = $state.raw(null);

  constructor(workspace: Shown) {
    this.#workspace = workspace;
    $effect(() => {
      const { listing, location } = workspace;
      void listing.entriesVersion;
      const { place } = location;
      // The page of the place reports what is wrong; the list is then named by its kind alone.
      void nameOf(place)
        .catch(() => null)
        .then((name) => {
          if (name !== null && isSamePlace(location.place, place)) this.#named = { place, name };
        });
    });
  }

  get text(): string {
    const { library, location } = this.#workspace;
    const { place } = location;
    const [form, client] = [idAt(place, "form"), idAt(place, "client")];
    if (form !== null) return library.form(form)?.journal ?? "";
    if (client !== null) return library.client(client)?.alias ?? "";
    if (this.#named && isSamePlace(this.#named.place, place)) return this.#named.name;
    const { kind } = place;
    if (kind in t.named) return t.named[kind as keyof typeof t.named];
    return kind === "basket" ? t.basket : kind === "trash" ? t.trash : t.all;
  }
}
