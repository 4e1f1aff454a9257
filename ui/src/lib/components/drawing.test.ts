import { readFileSync } from "node:fs";
import { flushSync, mount, unmount } from "svelte";
import { describe, expect, it } from "vitest";
import type { Scene } from "../bindings/Scene";
import Drawing from "./Drawing.svelte";

/** Vitest runs in the window's folder. */
const fixture = (name: string) => readFileSync(`src/lib/components/testing/${name}`, "utf8");
const scene = JSON.parse(fixture("scene.json")) as Scene;

const PLACED = [
  "cx",
  "cy",
  "r",
  "x",
  "y",
  "width",
  "height",
  "rx",
  "x1",
  "y1",
  "x2",
  "y2",
  "d",
  "text-anchor",
];

/** What an element says: its name, its ink, its place and its text. */
const told = (element: Element) => ({
  tag: element.tagName.toLowerCase(),
  ink: element.getAttribute("class")?.split(" ")[0],
  placed: PLACED.flatMap((name) =>
    element.hasAttribute(name) ? [`${name}=${element.getAttribute(name)}`] : [],
  ),
  text: element.textContent,
});

/** The groups of a drawing, each with its shapes; what only the window has is left out. */
const groups = (svg: Element) =>
  [...svg.querySelectorAll("g.ground, g.mark")].map((group) =>
    [...group.children].filter((one) => !one.classList.contains("halo")).map(told),
  );

function drawn(at = 0) {
  const seen: { opened: string[]; focused: number[] } = { opened: [], focused: [] };
  const part = mount(Drawing, {
    target: document.body,
    props: {
      scene,
      at,
      go: (to: number) => seen.focused.push(to),
      open: (entry: string) => seen.opened.push(entry),
      toTable: () => undefined,
    },
  });
  flushSync();
  const svg = document.querySelector("svg")!;
  return { seen, svg, end: () => unmount(part) };
}

describe("what the window draws", () => {
  it("is element by element what is written for paper", async () => {
    const paper = new DOMParser().parseFromString(
      fixture("scene.svg"),
      "image/svg+xml",
    ).documentElement;
    const { svg, end } = drawn();
    expect(groups(paper).length).toBe(scene.marks.length + 1);
    expect(groups(svg)).toEqual(groups(paper));
    await end();
  });

  it("is one stop for Tab, and each mark has a role and a name", async () => {
    const { svg, end } = drawn(3);
    const marks = [...svg.querySelectorAll(".mark")];
    expect(marks.filter((mark) => mark.getAttribute("tabindex") === "0")).toEqual([marks[3]]);
    expect(
      marks.every(
        (mark) => mark.getAttribute("role") === "link" && mark.getAttribute("aria-label") !== "",
      ),
    ).toBe(true);
    expect(svg.getAttribute("tabindex")).toBeNull();
    expect(svg.getAttribute("role")).toBe("group");
    await end();
  });

  it("has a target of 24 pixels for each mark", async () => {
    const { svg, end } = drawn();
    for (const halo of svg.querySelectorAll(".halo")) {
      expect(Number(halo.getAttribute("width"))).toBeGreaterThanOrEqual(24);
      expect(Number(halo.getAttribute("height"))).toBeGreaterThanOrEqual(24);
    }
    await end();
  });
});
