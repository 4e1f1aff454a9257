import { describe, expect, it } from "vitest";
import type { Mark } from "./bindings/Mark";
import type { Scene } from "./bindings/Scene";
import { entryOf, markAfter, nameOf } from "./scene";

const mark = (lane: number, x: number, row: number, entry?: string): Mark => ({
  lane,
  row,
  bounds: [x, 0, 24, 24],
  shapes: [],
  ...(entry === undefined ? {} : { entry }),
});

const scene: Scene = {
  picture: "steering",
  title: "Steering",
  question: "",
  count: "",
  n: 4,
  too_few: false,
  width: 100,
  height: 100,
  alt: "",
  lanes: ["a", "b", "c"],
  ground: [],
  key: [],
  notes: [],
  earlier: false,
  later: false,
  incomplete: false,
  marks: [mark(0, 0, 1), mark(0, 50, 0), mark(2, 10, 1, "own"), mark(2, 60, 0)],
  table: {
    columns: [
      { title: "Session", said: "plain" },
      { title: "Pull", said: "named" },
      { title: "Beside", said: "plain" },
      { title: "First words", said: "words" },
    ],
    rows: [
      { cells: ["Session 2", "3", "4 more than the pull", "I chose the piece."], entry: "two" },
      { cells: ["Session 1", "5", "", ""], entry: "one" },
    ],
  },
};

describe("a mark", () => {
  it("is said as its row of the table says it", () => {
    expect(nameOf(scene, 1)).toBe("Session 2. pull 3, 4 more than the pull. I chose the piece.");
    expect(nameOf(scene, 0)).toBe("Session 1. pull 5");
  });

  it("opens the entry of its row, or its own", () => {
    expect([0, 1, 2, 9].map((at) => entryOf(scene, at))).toEqual(["one", "two", "own", null]);
  });
});

describe("the keys", () => {
  const go = (from: number, ...keys: string[]) =>
    keys.reduce((at, key) => markAfter(scene, at, key) ?? -1, from);

  it("go earlier and later within a lane and stop at its ends", () => {
    expect(go(0, "ArrowRight")).toBe(1);
    expect(go(1, "ArrowRight")).toBe(1);
    expect(go(1, "ArrowLeft")).toBe(0);
    expect(go(3, "Home")).toBe(2);
    expect(go(2, "End")).toBe(3);
  });

  it("go to the nearest mark of the next lane that has one", () => {
    expect(go(0, "ArrowDown")).toBe(2);
    expect(go(1, "ArrowDown")).toBe(3);
    expect(go(3, "ArrowUp")).toBe(1);
    expect(go(2, "ArrowDown")).toBe(2);
  });

  it("leave others alone", () => {
    expect(markAfter(scene, 0, "a")).toBeNull();
  });

  it("reach every mark from the first", () => {
    const reached = new Set([0]);
    const open = [0];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const key of ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]) {
        const next = markAfter(scene, at, key);
        if (next !== null && !reached.has(next)) {
          reached.add(next);
          open.push(next);
        }
      }
    }
    expect(reached.size).toBe(scene.marks.length);
  });
});
