import { expect, it } from "vitest";
import type { Card } from "$lib/bindings/Card";
import { grouped } from "./groups";

const card = (id: string, entry: string, flag: string | null, state: Card["state"]) =>
  ({ follow_up: { id, entry, flag }, row: { id: entry }, state }) as unknown as Card;
const ids = (asked: readonly { card: Card; then: readonly Card[] }[]) =>
  asked.map(({ card, then }) => [card, ...then].map(({ follow_up }) => follow_up.id));

it("makes one card of all that ask about one flag, under the one that asks first", () => {
  const { now, next, later } = grouped([
    card("six weeks", "e1", "dark", "waiting"),
    card("next", "e1", "dark", "at_next_session"),
    card("other flag", "e1", "rupture", "waiting"),
    card("due", "e2", "dark", "due"),
    card("two weeks", "e1", "dark", "waiting"),
  ]);
  expect(ids(now)).toEqual([["due"]]);
  expect(ids(next)).toEqual([["next", "six weeks", "two weeks"]]);
  expect(ids(later)).toEqual([["other flag"]]);
});

it("keeps cards without a flag apart, and leaves out what is answered", () => {
  const { now, next, later } = grouped([
    card("one", "e1", null, "due"),
    card("two", "e1", null, "due"),
    card("done", "e2", "dark", "done"),
  ]);
  expect(ids(now)).toEqual([["one"], ["two"]]);
  expect([...next, ...later]).toEqual([]);
});
