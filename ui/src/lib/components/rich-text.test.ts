import { flushSync, mount, unmount } from "svelte";
import { expect, test } from "vitest";
import RichText from "./RichText.svelte";

test("a text is made once, and gone once", async () => {
  let [made, gone] = [0, 0];
  const page = mount(RichText, {
    target: document.body,
    props: {
      id: "text", label: "Text", doc: null, changed: () => undefined,
      ready: (editor: unknown) => (editor ? (made += 1) : (gone += 1)),
    },
  });
  flushSync();
  await new Promise((done) => setTimeout(done));
  expect([made, gone]).toEqual([1, 0]);
  await unmount(page);
  expect([made, gone]).toEqual([1, 1]);
});
