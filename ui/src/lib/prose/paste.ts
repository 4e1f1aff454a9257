import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { flattened, levelsAround, MOST_LEVELS } from "./nesting";

/** What carries no words of the text, or words that nobody sees. */
const UNSEEN = [
  "style",
  "script",
  "title",
  "meta",
  "link",
  "template",
  "head",
  "svg",
  "canvas",
  "iframe",
  "object",
  "video",
  "audio",
  "[hidden]",
].join(",");

/** Elements that begin a line and that the schema does not know as such. */
const LINES =
  "main, nav, menu, details, summary, legend, caption, center, dialog, search, dir, dt, option";

/** What makes a table into one that only places its parts. */
const LAYOUT = "table, ul, ol, blockquote, h1, h2, h3, h4, h5, h6, hr, pre";

/** What stands on a line of its own inside a cell. */
const CELL_PARTS = "p, div, h1, h2, h3, h4, h5, h6, section, article, br, li";

const RAISED: Record<string, string> = {
  0: "⁰",
  1: "¹",
  2: "²",
  3: "³",
  4: "⁴",
  5: "⁵",
  6: "⁶",
  7: "⁷",
  8: "⁸",
  9: "⁹",
};
const LOWERED: Record<string, string> = {
  0: "₀",
  1: "₁",
  2: "₂",
  3: "₃",
  4: "₄",
  5: "₅",
  6: "₆",
  7: "₇",
  8: "₈",
  9: "₉",
};

const each = (root: ParentNode, selector: string, act: (element: HTMLElement) => void) => {
  for (const element of root.querySelectorAll<HTMLElement>(selector)) act(element);
};

function renamed(element: Element, tag: string): HTMLElement {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

/** Puts text around what an element holds, and leaves the element itself away. */
function between(element: Element, before: string, after: string): void {
  element.replaceWith(before, ...element.childNodes, after);
}

function dropUnseen(body: HTMLElement): void {
  each(body, UNSEEN, (element) => element.remove());
  each(body, "[style]", (element) => {
    const style = element.getAttribute("style") ?? "";
    if (/display:\s*none|visibility:\s*hidden|mso-hide:\s*all/i.test(style)) element.remove();
  });
  // An emoji that came as a picture; nothing is fetched for any other one.
  each(body, "img", (picture) => {
    const alt = picture.getAttribute("alt") ?? "";
    const isEmoji =
      alt !== "" &&
      alt.length <= 16 &&
      !/[\p{L}\p{N}\s]/u.test(alt.replace(/^[0-9#*]\uFE0F?\u20E3$/u, ""));
    picture.replaceWith(isEmoji ? alt : "");
  });
}

/** Other people's quotations are quoted; only the app's own mark is of the client's words. */
function quote(body: HTMLElement): void {
  const isOwn = body.querySelector("[data-pm-slice]") !== null;
  for (const quotation of [...body.querySelectorAll("q")].reverse()) {
    if (isOwn && quotation.classList.contains("said")) continue;
    let depth = 0;
    for (let up = quotation.parentElement?.closest("q"); up; up = up.parentElement?.closest("q"))
      depth += 1;
    if (depth % 2 === 0) between(quotation, "“", "”");
    else between(quotation, "‘", "’");
  }
}

const boxed = (on: boolean) => (on ? "☑ " : "☐ ");

/** A box that was ticked says so in words of the text: a list of ours would be one to act on. */
function writeControls(body: HTMLElement): void {
  each(body, "[role='checkbox']", (box) => {
    if (box.querySelector("input[type='checkbox']")) return;
    box.prepend(boxed(box.getAttribute("aria-checked") === "true"));
  });
  each(body, "input", (control) => {
    if (control.closest("li[data-type='taskItem']")) return;
    const type = (control.getAttribute("type") ?? "text").toLowerCase();
    const isBox = type === "checkbox" || type === "radio";
    const isText = !["hidden", "password", "file", "image", "submit", "button", "reset"].includes(
      type,
    );
    control.replaceWith(
      isBox
        ? boxed(control.hasAttribute("checked"))
        : isText
          ? (control.getAttribute("value") ?? "")
          : "",
    );
  });
  each(body, "select", (list) => {
    const chosen = list.querySelector("option[selected]") ?? list.querySelector("option");
    list.replaceWith(chosen?.textContent ?? "");
  });
}

/** 10² is not 102. */
function writeSmall(body: HTMLElement): void {
  const digits = (element: HTMLElement, of: Record<string, string>) => {
    const text = element.textContent ?? "";
    if (/^\d+$/.test(text))
      element.replaceWith([...text].map((digit) => of[digit] ?? digit).join(""));
  };
  each(body, "sup", (element) => digits(element, RAISED));
  each(body, "sub", (element) => digits(element, LOWERED));
  each(body, "ruby", (ruby) => {
    if (ruby.querySelector("rp")) return;
    each(ruby, "rt", (reading) => between(reading, "(", ")"));
  });
}

/** Text whose lines are meant: each becomes a paragraph and keeps its blanks. */
function writeLines(body: HTMLElement): void {
  each(body, "pre, textarea, listing, xmp", (block) => {
    const lines = (block.textContent ?? "")
      .replace(/\r\n?/g, "\n")
      .replace(/^\n|\n$/g, "")
      .split("\n");
    block.replaceWith(
      ...lines.map((line) => {
        const paragraph = block.ownerDocument.createElement("p");
        paragraph.style.whiteSpace = "pre-wrap";
        paragraph.textContent = line;
        return paragraph;
      }),
    );
  });
}

/** Lists of Word are paragraphs that begin with a sign of some symbol font. */
function writeWord(body: HTMLElement): void {
  each(body, "[style*='mso-list']", (element) => {
    if (!/mso-list:\s*ignore/i.test(element.getAttribute("style") ?? "")) return;
    const sign = (element.textContent ?? "").replaceAll("\u00a0", " ").trim();
    element.replaceWith(/[\p{L}\p{N}]{2}|\p{N}|[\p{L}][.)]/u.test(sign) ? `${sign} ` : "• ");
  });
  each(body, "p, div", (element) => {
    if (element.childElementCount === 0 && /^\u00a0+$/.test(element.textContent ?? ""))
      element.textContent = "";
  });
  each(body, "o\\:p", (element) => {
    if (/^[\u00a0\s]*$/.test(element.textContent ?? "")) element.remove();
  });
}

function cellInline(cell: HTMLElement): Node[] {
  each(cell, CELL_PARTS, (part) => part.replaceWith(" ", ...part.childNodes, " "));
  const walker = cell.ownerDocument.createTreeWalker(cell, 4 /* text */);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    node.nodeValue = (node.nodeValue ?? "").replace(/[ \t\r\n\f]+/g, " ");
  }
  cell.normalize();
  const [first, last] = [cell.firstChild, cell.lastChild];
  if (first?.nodeType === 3) first.nodeValue = (first.nodeValue ?? "").replace(/^ +/, "");
  if (last?.nodeType === 3) last.nodeValue = (last.nodeValue ?? "").replace(/ +$/, "");
  return [...cell.childNodes];
}

/** A row of a table becomes a line, with a tab between its cells. */
function writeTables(body: HTMLElement): void {
  for (const table of body.querySelectorAll("table")) {
    const own = (element: Element) => element.closest("table") === table;
    const rows = [...table.querySelectorAll("tr")].filter(own);
    const cellsOf = (row: Element) => [...row.querySelectorAll<HTMLElement>("td, th")].filter(own);
    const places =
      table.getAttribute("role") === "presentation" ||
      table.querySelector(LAYOUT) !== null ||
      rows.every((row) => cellsOf(row).length < 2);
    const captions = [...table.querySelectorAll("caption")].filter(own);
    const parts = captions.map((caption) => renamed(caption, "div"));
    for (const row of rows) {
      if (places) {
        parts.push(...cellsOf(row).map((cell) => renamed(cell, "div")));
        continue;
      }
      const line = table.ownerDocument.createElement("p");
      line.style.whiteSpace = "pre-wrap";
      for (const [at, cell] of cellsOf(row).entries())
        line.append(...(at > 0 ? ["\t"] : []), ...cellInline(cell));
      parts.push(line);
    }
    table.replaceWith(...parts);
  }
}

/** Rows and cells alone are no document until they stand in a table. */
function inTable(html: string): string {
  const first = /<([a-z][a-z0-9]*)[\s>/]/i.exec(html.replace(/<!--[\s\S]*?-->|<meta[^>]*>/gi, ""));
  const tag = first?.[1]?.toLowerCase() ?? "";
  if (["td", "th"].includes(tag)) return `<table><tr>${html}</tr></table>`;
  return ["tr", "tbody", "thead", "tfoot", "colgroup", "caption"].includes(tag)
    ? `<table>${html}</table>`
    : html;
}

/**
 * Rewrites HTML of others so that it says in the journal what it said there: cells stay apart,
 * quotations are quoted, ticked boxes stay ticked, and nothing becomes a mark of another meaning.
 * The document it is read in loads nothing.
 */
export function cleanHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(inTable(html), "text/html");
  dropUnseen(body);
  quote(body);
  writeControls(body);
  writeSmall(body);
  writeWord(body);
  writeTables(body);
  writeLines(body);
  each(body, LINES, (element) => void renamed(element, "div"));
  return body.innerHTML;
}

/** What a text tells the page when files or a picture were pasted into it. */
export const FILES_PASTED = "filespasted";

/** Whether there is something to attach on the clipboard, and no words. */
function holdsFilesAlone({ types }: DataTransfer): boolean {
  const has = (wanted: (type: string) => boolean) => [...types].some(wanted);
  // Files that were copied come with their paths as text.
  if (has((type) => type === "Files")) return !has((type) => type === "text/html");
  return has((type) => type.startsWith("image/")) && !has((type) => type.startsWith("text/"));
}

/** Has what is pasted or dropped say the same here, and not lie deeper than can be saved. */
export const Paste = Extension.create({
  name: "cleanPaste",
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handlePaste: (view, { clipboardData }) => {
          if (!clipboardData || !holdsFilesAlone(clipboardData)) return false;
          view.dom.dispatchEvent(new CustomEvent(FILES_PASTED, { bubbles: true }));
          return true;
        },
        transformPastedHTML: cleanHtml,
        transformPasted: (slice, view) =>
          flattened(slice, MOST_LEVELS - levelsAround(view.state.selection.$from)),
      },
    }),
  ],
});
