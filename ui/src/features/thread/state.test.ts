import { expect, it } from "vitest";
import type { Thread } from "$lib/bindings/Thread";
import { named } from "./state.svelte";

const thread = (id: string, more: Partial<Thread> = {}): Thread => ({
  id,
  question: `${id}?`,
  client: null,
  state: "open",
  archived: false,
  merged: null,
  ...more,
});

it("groups threads by followed, resting and archived", () => {
  const library = {
    client: (id: string | null) => (id === "w" ? ({ alias: "Wren" } as never) : null),
  };
  const lines = named(
    library,
    [
      thread("a", { client: "w" }),
      thread("b", { state: "rested" }),
      thread("c", { archived: true }),
    ],
    [],
    [],
  );
  expect(lines.open).toEqual([
    { place: { kind: "thread", id: "a" }, name: "a?", note: "Wren", entries: 0 },
  ]);
  expect(lines.rested.map(({ place }) => place)).toEqual([{ kind: "thread", id: "b" }]);
  expect(lines.archived.map(({ place }) => place)).toEqual([{ kind: "thread", id: "c" }]);
});
