import { expect, it } from "vitest";
import { placeFrom } from "./place";
import { Trail, type Spot } from "./trail.svelte";

const spot = (place: string, entry: string | null = null): Spot => ({
  place: placeFrom(place)!,
  entry,
  mark: null,
});

it("goes back through the places one came from, and forward again", () => {
  const trail = new Trail();
  trail.leave(spot("today"));
  trail.leave(spot("all", "a"));
  expect(trail.back(spot("client:w"))).toEqual(spot("all", "a"));
  expect(trail.back(spot("all", "a"))).toEqual(spot("today"));
  expect(trail.back(spot("today"))).toBeNull();
  expect(trail.forward(spot("today"))).toEqual(spot("all", "a"));
  expect(trail.forward(spot("all", "a"))).toEqual(spot("client:w"));
  expect(trail.forward(spot("client:w"))).toBeNull();
});

it("takes another way from where one went back to", () => {
  const trail = new Trail();
  trail.leave(spot("today"));
  trail.back(spot("all"));
  trail.leave(spot("today"));
  expect(trail.forward(spot("settings"))).toBeNull();
  expect(trail.back(spot("settings"))).toEqual(spot("today"));
});

it("keeps one step of the same place, with what had the focus last", () => {
  const trail = new Trail();
  const mark = { region: "main", tag: "button", name: "Wren", nth: 0 };
  trail.leave(spot("today"));
  trail.leave({ ...spot("today"), mark });
  expect(trail.back(spot("all"))).toEqual({ ...spot("today"), mark });
  expect(trail.before).toBeNull();
});
