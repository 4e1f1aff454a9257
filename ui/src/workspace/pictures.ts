import type { PictureKind } from "$lib/bindings/PictureKind";
import type { PictureRequest } from "$lib/bindings/PictureRequest";
import type { Split } from "$lib/bindings/Split";
import { recordPlace, type Place } from "./place";

/** Every picture, in the order in which they are offered. */
export const PICTURES: readonly PictureKind[] = [
  "away_and_back",
  "steering",
  "dark_and_after",
  "room_for_good",
  "what_i_carry",
  "arc_of_a_course",
  "supervision_windows",
  "my_year",
  "consent_and_touch",
];

/** Those that a client's page leads to. */
export const OF_CLIENT: readonly PictureKind[] = [
  "away_and_back",
  "steering",
  "dark_and_after",
  "room_for_good",
  "what_i_carry",
  "consent_and_touch",
];

const SPLITS: readonly Split[] = ["phase", "weekday", "hour"];

/** What a picture is asked for; the page adds how wide it is. */
export type Asked = Omit<PictureRequest, "width" | "for_others">;

const NOTHING: Omit<Asked, "picture"> = {
  client: null,
  course: null,
  thread: null,
  page: 0,
  weeks: 26,
  split: null,
  own_room: false,
};

/** Returns the place of a picture, which names all that it is asked for. */
export function picturePlace(asked: Partial<Asked> & Pick<Asked, "picture">): Place {
  const { picture, client, course, thread, page, weeks, split, own_room } = {
    ...NOTHING,
    ...asked,
  };
  const parts = new URLSearchParams();
  for (const [key, value] of Object.entries({ client, course, thread, split }))
    if (value) parts.set(key, value);
  if (page > 0) parts.set("page", String(page));
  if (weeks !== NOTHING.weeks) parts.set("weeks", String(weeks));
  if (own_room) parts.set("own", "1");
  const text = parts.toString();
  return recordPlace("picture", text === "" ? picture : `${picture}?${text}`);
}

/** Reads what a picture is asked for out of its place; what cannot be read is not asked for. */
export function askedAt(id: string): Asked {
  const [name = "", text = ""] = id.split("?", 2);
  const parts = new URLSearchParams(text);
  const number = (key: string, otherwise: number) => {
    const value = Number(parts.get(key) ?? otherwise);
    return Number.isInteger(value) && value >= 0 && value < 10_000 ? value : otherwise;
  };
  return {
    picture: PICTURES.find((known) => known === name) ?? "my_year",
    client: parts.get("client"),
    course: parts.get("course"),
    thread: parts.get("thread"),
    page: number("page", 0),
    weeks: number("weeks", NOTHING.weeks),
    split: SPLITS.find((known) => known === parts.get("split")) ?? null,
    own_room: parts.get("own") === "1",
  };
}
