import type { NodeViewRenderer } from "@tiptap/core";
import * as api from "../api/attachments";
import type { Attachment } from "../bindings/Attachment";
import { asFailure } from "../failure";
import { attachments as t, failure } from "../messages";

/** The node that stands for an attached file. */
export const ATTACHED = "attached";

/** The widest that a picture is asked for, in pixels. */
const WIDEST = 1600;

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function button(name: string, act: () => void): HTMLButtonElement {
  const made = make("button", "link", name);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** Draws a picture on a canvas that has its place before a pixel is there. */
function picture(file: Attachment, failed: () => void): HTMLCanvasElement {
  const canvas = make("canvas", "picture");
  const [width, height] = file.pixels ?? [1, 1];
  canvas.style.aspectRatio = `${width} / ${height}`;
  canvas.style.maxWidth = `${width}px`;
  name(canvas, file);
  const most = Math.min(WIDEST, Math.max(width, height));
  api.drawAttachment(file.id, most).then((drawn) => {
    [canvas.width, canvas.height] = [drawn.width, drawn.height];
    canvas.getContext("2d")?.putImageData(drawn, 0, 0);
    canvas.dataset["drawn"] = "true";
  }, failed);
  return canvas;
}

function name(canvas: HTMLElement, file: Attachment): void {
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", file.alt || t.noAlt(file.name));
}

/** Shows an attached file: its picture or its name, what is known of it, and what can be done. */
export const attachedView: NodeViewRenderer = ({ node, editor, getPos }) => {
  const id = String(node.attrs["id"]);
  const dom = make("figure", "attached");
  dom.setAttribute("data-attached", id);
  const frame = make("div", "frame");
  const caption = make("figcaption", "");
  caption.setAttribute("data-placeholder", editor.isEditable ? t.caption : "");
  caption.classList.toggle("blank", node.content.size === 0);
  const row = make("div", "row");
  for (const fixed of [frame, row]) fixed.contentEditable = "false";
  dom.append(frame, caption, row);
  const note = make("span", "note");
  note.setAttribute("role", "status");

  const say = (thrown: unknown) => (note.textContent = failure(asFailure(thrown)));
  function remove() {
    const at = getPos();
    if (at === undefined) return;
    const size = editor.state.doc.nodeAt(at)?.nodeSize ?? 0;
    editor
      .chain()
      .focus(at)
      .deleteRange({ from: at, to: at + size })
      .run();
  }
  // A copy in clear asks once more: it leaves what protects it.
  function askToSave(file: Attachment) {
    const choose = button(t.choose, () => {
      api.saveAttachment(file.id).then((saved) => {
        ask.remove();
        if (saved) note.textContent = t.saved(saved.name);
      }, say);
    });
    const ask = make("div", "ask", t.clear);
    ask.append(
      choose,
      button(t.cancel, () => ask.remove()),
    );
    row.append(ask);
    choose.focus();
  }
  function askToDescribe(file: Attachment, canvas: HTMLElement) {
    const field = make("input", "alt");
    field.value = file.alt;
    field.setAttribute("aria-label", t.alt);
    field.placeholder = t.alt;
    const end = () => {
      if (!field.isConnected) return;
      field.remove();
      if (field.value.trim() === file.alt) return;
      api.describeAttachment(file.id, field.value).then((told) => {
        Object.assign(file, told);
        name(canvas, file);
      }, say);
    };
    field.addEventListener("blur", end);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      if (event.key === "Escape") field.value = file.alt;
      end();
    });
    row.append(field);
    field.focus();
  }
  function show(file: Attachment) {
    dom.setAttribute("aria-label", t.group(file.name));
    const acts = [button(t.save, () => askToSave(file))];
    if (file.kind === "picture") {
      const canvas = picture(file, () => frame.replaceChildren(make("p", "note", t.undrawn)));
      frame.append(canvas);
      if (editor.isEditable) acts.unshift(button(t.describe, () => askToDescribe(file, canvas)));
      row.append(make("span", "about", `${file.name}, ${t.line(file)}`));
    } else {
      dom.classList.add("card");
      frame.append(make("b", "", file.name), make("span", "about", t.card(file)));
    }
    if (editor.isEditable) acts.push(button(t.remove, remove));
    row.append(...acts, note);
  }
  api.attachment(id).then(show, (thrown: unknown) => {
    const isGone = asFailure(thrown).code === "no_such_record";
    frame.append(make("p", "note", isGone ? t.erased : t.unreadable));
    if (editor.isEditable) row.append(button(t.remove, remove));
  });

  const fixed = (target: EventTarget | null) =>
    target instanceof globalThis.Node && (frame.contains(target) || row.contains(target));
  return {
    dom,
    contentDOM: caption,
    update: (next) => {
      const isSame = next.type.name === ATTACHED && String(next.attrs["id"]) === id;
      if (isSame) caption.classList.toggle("blank", next.content.size === 0);
      return isSame;
    },
    stopEvent: ({ target }) => fixed(target),
    ignoreMutation: ({ target }) => !caption.contains(target),
  };
};
