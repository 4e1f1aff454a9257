import { flushSync, mount, unmount } from "svelte";
import { expect, test, vi } from "vitest";
import RichText from "./RichText.svelte";

// What stands in for a window here measures no text.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();

const text = (words: string) => ({
  type: "doc",
  content: [{ type: "paragraph", content: [{ type: "text", text: words }] }],
});

function stand(doc: unknown) {
  const seen = { made: 0, gone: 0, focused: 0 };
  const page = mount(RichText, {
    target: document.body,
    props: {
      id: "text",
      label: "Text",
      doc,
      changed: () => undefined,
      ready: (editor: unknown) => (editor ? (seen.made += 1) : (seen.gone += 1)),
      focused: (on: boolean) => {
        if (on) seen.focused += 1;
      },
    },
  });
  flushSync();
  const box = document.querySelector<HTMLElement>("[contenteditable=true]")!;
  return { seen, box, end: () => unmount(page) };
}

// What stands in for a window here gives no focus to what can be written in.
const turnTo = (box: HTMLElement) => box.dispatchEvent(new FocusEvent("focus"));

test("the editor of a text is made once, and gone once", async () => {
  const { seen, box, end } = stand(text("A long breath."));
  expect(seen).toEqual({ made: 0, gone: 0, focused: 0 });
  expect(document.querySelector(".placeholder")).toBeNull();
  turnTo(box);
  expect(seen).toEqual({ made: 1, gone: 0, focused: 1 });
  turnTo(box);
  expect(seen.made).toBe(1);
  await end();
  expect(seen.gone).toBe(1);
});

test("the margin asks about a text that is open though nobody has turned to it", async () => {
  vi.useFakeTimers();
  const { seen, end } = stand(text("BP 150/95 before the dose."));
  expect(seen.made).toBe(0);
  vi.advanceTimersByTime(2_000);
  expect(seen.made).toBe(1);
  await end();
  vi.useRealTimers();
});

test("an empty text looks like one, and is made once somebody turns to it", async () => {
  const { seen, box, end } = stand(null);
  expect(box.getAttribute("role")).toBe("textbox");
  expect(box.getAttribute("aria-label")).toBe("Text");
  expect(seen.made).toBe(0);
  turnTo(box);
  expect(seen).toEqual({ made: 1, gone: 0, focused: 1 });
  expect(document.querySelectorAll("[contenteditable=true]")).toHaveLength(1);
  turnTo(box);
  expect(seen.made).toBe(1);
  await end();
  expect(seen.gone).toBe(1);
});

test("whatever is dropped on an empty text meets its editor", async () => {
  const { seen, box, end } = stand(null);
  box.dispatchEvent(new Event("dragenter"));
  expect(seen.made).toBe(1);
  await end();
});

test("an empty text that nobody turned to leaves nothing behind", async () => {
  const { seen, end } = stand(null);
  await end();
  expect(seen).toEqual({ made: 0, gone: 0, focused: 0 });
  expect(document.querySelector("[contenteditable]")).toBeNull();
});
