import type { Client } from "$lib/bindings/Client";
import { asFailure, type Failure } from "$lib/failure";
import { GLYPHS, HUES } from "$lib/glyphs";

/** A new client with a glyph and hue that the others use least, so that they are told apart. */
export function nextLook(clients: readonly Client[], alias: string): Client {
  const rarest = (names: readonly string[], of: (client: Client) => string) => {
    const uses = (name: string) => clients.filter((client) => of(client) === name).length;
    return names.reduce((best, name) => (uses(name) < uses(best) ? name : best), names[0] ?? "");
  };
  return {
    id: null,
    alias: alias.trim(),
    glyph: rarest(Object.keys(GLYPHS), ({ glyph }) => glyph),
    hue: rarest(HUES, ({ hue }) => hue),
    status: "active",
    started: null,
    appointment: null,
  };
}

/** The clients with the likely ones first, in their order, and the rest as they were. */
export function likelyFirst(clients: readonly Client[], likely: readonly string[]): Client[] {
  const place = ({ id }: Client) => {
    const at = likely.indexOf(id ?? "");
    return at < 0 ? likely.length : at;
  };
  return clients.toSorted((one, other) => place(one) - place(other));
}

/** Reads a month as `2026-03`; `null` for none, `undefined` where it is not one. */
export function readMonth(typed: string): string | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  const found = /^(\d{4})[-/. ](0?[1-9]|1[0-2])$/.exec(text);
  return found ? `${found[1]}-${found[2]?.padStart(2, "0")}` : undefined;
}

/** One client being changed. Each change is saved at once; what cannot be saved is said. */
export class Editing {
  failure: Failure | null = $state.raw(null);
  busy = $state(false);
  #save: (client: Client) => Promise<Client>;

  constructor(save: (client: Client) => Promise<Client>) {
    this.#save = save;
  }

  /** Saves the client; returns what came of it. */
  async save(client: Client): Promise<Client | null> {
    if (this.busy || client.alias.trim() === "") return null;
    this.busy = true;
    this.failure = null;
    try {
      return await this.#save({ ...client, alias: client.alias.trim() });
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return null;
    } finally {
      this.busy = false;
    }
  }
}
