import Cloud from "@lucide/svelte/icons/cloud";
import Sun from "@lucide/svelte/icons/sun";
import { mount, unmount, type Component } from "svelte";
import { expect, test } from "vitest";
import { iconComponent } from "../../lucide";

function drawn(Icon: Component<{ class?: string; strokeWidth?: number | string }>): SVGElement {
  const target = document.createElement("div");
  const icon = mount(Icon, { target, props: { class: "i s", strokeWidth: 1.6 } });
  const svg = target.querySelector("svg")!.cloneNode(true) as SVGElement;
  void unmount(icon);
  return svg;
}

test("an icon has the elements of its drawing, the class and the stroke that it is given", () => {
  const sun = drawn(Sun);
  expect([...sun.children].map((child) => child.tagName)).toEqual([
    "circle",
    ...Array<string>(8).fill("path"),
  ]);
  expect(sun.querySelector("circle")?.getAttribute("r")).toBe("4");
  expect(sun.namespaceURI).toBe("http://www.w3.org/2000/svg");
  expect([...sun.classList]).toEqual(["lucide", "i", "s"]);
  expect(sun.getAttribute("stroke-width")).toBe("1.6");
  expect(sun.getAttribute("aria-hidden")).toBe("true");
  expect(drawn(Cloud).innerHTML).not.toBe(sun.innerHTML);
});

test("the component of an icon is one finished template", () => {
  const component = iconComponent([["path", { d: "M2 12h2" }]]);
  expect(component).toContain('<path d="M2 12h2" />');
  expect(component).not.toMatch(/svelte:element|\{#each|\{\.\.\./);
});
