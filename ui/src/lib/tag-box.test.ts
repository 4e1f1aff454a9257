import { describe, expect, it } from "vitest";
import { TagBox, tagsFor } from "./tag-box.svelte";

const known = ["weir", "not-yet", "no", "grief"];

function box(has: string[] = []) {
  let tags = has;
  const made = new TagBox(
    () => known,
    () => tags,
    (next) => (tags = next),
  );
  return { box: made, tags: () => tags };
}

describe("the tag box", () => {
  it("offers what begins with the letters before what holds them, and nothing twice", () => {
    expect(tagsFor("n", known, [])).toEqual(["not-yet", "no"]);
    expect(tagsFor("ye", known, [])).toEqual(["not-yet"]);
    expect(tagsFor("#NO", known, ["no"])).toEqual(["not-yet"]);
    expect(tagsFor(" ", known, [])).toEqual([]);
    expect(tagsFor("otter", known, [])).toEqual([]);
  });

  it("takes not yet, notyet and not-yet for one tag", () => {
    for (const typed of ["not yet", "notyet", "Not-Yet"]) {
      const { box: one, tags } = box();
      one.add(typed);
      expect(tags()).toEqual(["not-yet"]);
    }
  });

  it("goes through the offers with the arrows and takes one with Enter", () => {
    const { box: one, tags } = box();
    one.write("n");
    expect(one.press("ArrowUp")).toBe(true);
    expect(one.offers[one.at ?? 9]).toBe("no");
    one.press("ArrowDown");
    expect(one.offers[one.at ?? 9]).toBe("not-yet");
    one.press("Enter");
    expect([tags(), one.typed, one.at]).toEqual([["not-yet"], "", null]);
  });

  it("takes what is typed where no offer was chosen", () => {
    const { box: one, tags } = box();
    one.write("n");
    one.press("Enter");
    one.write("alder");
    one.press(" ");
    expect(tags()).toEqual(["n", "alder"]);
  });

  it("lets a blank stand while it goes on to a tag", () => {
    const { box: one, tags } = box();
    one.write("not");
    expect(one.press(" ")).toBe(false);
    one.write("not ye");
    one.press("ArrowDown");
    one.press("Enter");
    expect(tags()).toEqual(["not-yet"]);
  });

  it("puts the offers away with Escape, once, and lets the next one through", () => {
    const { box: one } = box();
    one.write("no");
    expect(one.press("Escape")).toBe(true);
    expect(one.offers).toEqual([]);
    expect(one.press("Escape")).toBe(false);
    expect(one.press("ArrowDown")).toBe(false);
    one.write("not");
    expect(one.offers).toEqual(["not-yet"]);
  });

  it("takes the last tag away with Backspace only where nothing is typed", () => {
    const { box: one, tags } = box(["weir", "no"]);
    one.write("g");
    expect(one.press("Backspace")).toBe(false);
    one.write("");
    one.press("Backspace");
    expect(tags()).toEqual(["weir"]);
  });
});
