import { describe, expect, it } from "vitest";
import { PICTURES, askedAt, picturePlace, type Asked } from "./pictures";
import { idAt, placeFrom, placeText } from "./place";

const read = (asked: Parameters<typeof picturePlace>[0]) =>
  askedAt(idAt(picturePlace(asked), "picture") ?? "");

describe("the place of a picture", () => {
  it("names all that it is asked for, and a return point keeps it", () => {
    const asked: Asked = {
      picture: "steering",
      client: "0a".repeat(16),
      course: null,
      thread: null,
      page: 3,
      weeks: 52,
      split: "weekday",
      own_room: true,
    };
    expect(read(asked)).toEqual(asked);
    expect(placeFrom(placeText(picturePlace(asked)))).toEqual(picturePlace(asked));
  });

  it("is short where nothing is chosen", () => {
    expect(PICTURES.map((picture) => placeText(picturePlace({ picture })))).toContain(
      "picture:my_year",
    );
  });

  it("says what can be read of one that was changed", () => {
    expect(askedAt("nothing?page=-1&weeks=x&split=moon")).toMatchObject({
      picture: "my_year",
      page: 0,
      weeks: 26,
      split: null,
    });
  });
});
