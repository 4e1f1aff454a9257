import { Editor, getSchema } from "@tiptap/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Attachment } from "../bindings/Attachment";
import { bare, shield } from "./opaque";
import { putFile } from "./put-file";
import { extensions } from "./schema";

const answers = vi.hoisted(() => ({ invoke: vi.fn() }));
vi.mock("@tauri-apps/api/core", () => answers);
vi.mock("@tauri-apps/api/event", () => ({ listen: vi.fn() }));

const ID = "0f".repeat(16);
const letter: Attachment = {
  id: ID,
  name: "Letter to the winter.pdf",
  mime: "application/pdf",
  kind: "pdf",
  size: 84_000,
  pixels: null,
  alt: "",
  cleaned: "as_it_was",
  added: { utc_ms: 0, offset_min: 0 },
};
const text = (words: string) => ({ type: "text", text: words });
const paragraph = (words: string) =>
  words === "" ? { type: "paragraph" } : { type: "paragraph", content: [text(words)] };
const attached = (caption = "") => ({
  type: "attached",
  attrs: { id: ID },
  ...(caption === "" ? {} : { content: [text(caption)] }),
});
const doc = (...content: unknown[]) => ({ type: "doc", content });

let editor: Editor | null = null;
function edit(content: unknown, editable = true): Editor {
  const element = document.createElement("div");
  document.body.append(element);
  editor = new Editor({
    element,
    extensions: extensions("kept"),
    content: content as object,
    editable,
    injectCSS: false,
  });
  return editor;
}
const stored = (of: Editor) => bare(of.getJSON());

afterEach(() => {
  editor?.destroy();
  document.body.replaceChildren();
  answers.invoke.mockReset();
});

describe("an attached file in a text", () => {
  it("survives the window with its caption and what a newer version wrote", () => {
    const schema = getSchema(extensions("kept"));
    const newer = doc(
      { ...attached("The door."), attrs: { id: ID, wide: true } },
      paragraph("Then"),
    );
    const node = schema.nodeFromJSON(shield(schema, newer));
    node.check();
    expect(bare(node.toJSON())).toEqual(newer);
  });

  it("stands after the block with the caret, and the writing goes on below", () => {
    answers.invoke.mockResolvedValue(letter);
    const made = edit(doc(paragraph("First."), paragraph("Second.")));
    made.commands.setTextSelection(3);
    expect(putFile(made, ID)).toBe(true);
    expect(stored(made)).toEqual(doc(paragraph("First."), attached(), paragraph("Second.")));
    made.commands.insertContent("Now ");
    expect(stored(made)).toEqual(doc(paragraph("First."), attached(), paragraph("Now Second.")));
  });

  it("takes the place of an empty line, and a new one follows at the end", () => {
    answers.invoke.mockResolvedValue(letter);
    const made = edit(doc(paragraph("")));
    made.commands.setTextSelection(1);
    expect(putFile(made, ID)).toBe(true);
    expect(stored(made)).toEqual(doc(attached(), paragraph("")));
  });

  it("leaves its caption by Enter", () => {
    answers.invoke.mockResolvedValue(letter);
    const made = edit(doc(attached("The door."), paragraph("Then")));
    made.commands.setTextSelection(3);
    made.view.dom.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    expect(stored(made)).toEqual(doc(attached("The door."), paragraph("Then")));
    expect(made.state.selection.$from.parent.textContent).toBe("Then");
  });

  it("shows its name, and asks before it saves a copy in clear", async () => {
    answers.invoke.mockResolvedValue(letter);
    edit(doc(attached(), paragraph("")));
    await vi.waitFor(() => expect(document.body.textContent).toContain(letter.name));
    const press = (name: string) =>
      [...document.querySelectorAll("button")].find((one) => one.textContent === name)?.click();
    press("Save a copy…");
    expect(document.body.textContent).toContain("in clear");
    expect(answers.invoke).not.toHaveBeenCalledWith("save_attachment", expect.anything());
    answers.invoke.mockResolvedValue({ name: "Letter.pdf", folder: "Documents", synced_by: null });
    press("Choose where…");
    expect(answers.invoke).toHaveBeenCalledWith("save_attachment", { id: ID });
    await vi.waitFor(() => expect(document.body.textContent).toContain("Letter.pdf saved"));
  });

  it("says that a file was erased, and can be taken out of the text", async () => {
    answers.invoke.mockRejectedValue({ code: "no_such_record" });
    const made = edit(doc(attached("The door."), paragraph("Then")));
    await vi.waitFor(() => expect(document.body.textContent).toContain("erased"));
    [...document.querySelectorAll("button")].find((one) => one.textContent === "Remove")?.click();
    expect(stored(made)).toEqual(doc(paragraph("Then")));
  });

  it("is only looked at where nothing can be written", async () => {
    answers.invoke.mockResolvedValue(letter);
    edit(doc(attached(), paragraph("")), false);
    await vi.waitFor(() => expect(document.body.textContent).toContain(letter.name));
    const names = [...document.querySelectorAll("button")].map((one) => one.textContent);
    expect(names).toEqual(["Save a copy…"]);
  });
});
