import { Editor } from "@tiptap/core";
import { DOMParser as DocumentParser, type Node } from "@tiptap/pm/model";
import { expect, test } from "vitest";
import { MOST_LEVELS } from "./nesting";
import { cleanHtml } from "./paste";
import { extensions } from "./schema";

// The document here has no places on a screen.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();

function made(content: unknown = null) {
  const element = document.createElement("div");
  document.body.append(element);
  return new Editor({
    element,
    extensions: extensions("kept"),
    enableInputRules: false,
    enablePasteRules: false,
    content: content as never,
  });
}

/** The document that stands after that HTML was pasted into an empty text. */
function pasted(html: string, editor = made()): Node {
  editor.view.pasteHTML(html, new Event("paste") as ClipboardEvent);
  const { doc } = editor.state;
  doc.check();
  return doc;
}

const linesOf = (doc: Node) => {
  const lines: string[] = [];
  doc.descendants((node) => {
    if (node.isTextblock) lines.push(node.textBetween(0, node.content.size, "", "\n"));
    return !node.isTextblock;
  });
  return lines;
};
const marksOf = (doc: Node) => {
  const marks = new Set<string>();
  doc.descendants((node) => {
    for (const mark of node.marks) marks.add(mark.type.name);
  });
  return [...marks];
};
const deepest = (node: Node): number => {
  let most = 0;
  node.forEach((child) => void (most = Math.max(most, deepest(child))));
  return most + (/List$|^blockquote$/.test(node.type.name) ? 1 : 0);
};

test.each([
  [
    "a table",
    "<table><tr><td>Mon</td><td>3</td></tr><tr><td>Tue</td><td>4</td></tr></table>",
    ["Mon\t3", "Tue\t4"],
  ],
  [
    "rows alone",
    "<tr><th>Day</th><th>Calm</th></tr><tr><td>Mon</td><td>3</td></tr>",
    ["Day\tCalm", "Mon\t3"],
  ],
  [
    "a table of Word",
    "<table><tbody><tr><td><p class=MsoNormal>Mon</p></td><td><p>held\n  well</p></td></tr></tbody></table>",
    ["Mon\theld well"],
  ],
  ["an empty cell", "<table><tr><td>Mon</td><td></td><td>4</td></tr></table>", ["Mon\t\t4"]],
  [
    "a table that only places",
    "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr><tr><td>c</td></tr></table>",
    ["a\tb", "c"],
  ],
  [
    "a caption",
    "<table><caption>Week</caption><tr><td>Mon</td><td>3</td></tr></table>",
    ["Week", "Mon\t3"],
  ],
  [
    "a quotation",
    "<p>The paper says <q>repair matters</q>.</p>",
    ["The paper says “repair matters”."],
  ],
  ["a quotation in one", "<p><q>He said <q>no</q></q></p>", ["“He said ‘no’”"]],
  ["a class of another page", "<p><q class='said'>repair</q></p>", ["“repair”"]],
  ["preformatted lines", "<pre>one\n  two\n\nthree</pre>", ["one", "  two", "", "three"]],
  [
    "ticked boxes",
    "<ul><li><input type=checkbox checked> rest</li><li><input type=checkbox> walk</li></ul>",
    ["☑ rest", "☐ walk"],
  ],
  [
    "raised digits",
    "<p>10<sup>2</sup> and H<sub>2</sub>O, the 1<sup>st</sup></p>",
    ["10² and H₂O, the 1st"],
  ],
  [
    "marks unknown here",
    "<p><mark>seen</mark> <s>gone</s> <u>under</u> <code>x</code></p>",
    ["seen gone under x"],
  ],
  ["a summary", "<details><summary>Why</summary>Because</details>", ["Why", "Because"]],
  ["a list of terms", "<dl><dt>wren</dt><dd>a bird</dd></dl>", ["wren", "a bird"]],
  [
    "a list of Word",
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>heron</p>",
    ["• heron"],
  ],
  [
    "Google Docs",
    "<b style='font-weight:normal' id='docs-internal-guid-1'><p>plain</p></b>",
    ["plain"],
  ],
  ["lines of mail", "<div>one<br>two</div><div>three</div>", ["one\ntwo", "three"]],
  [
    "what nobody sees",
    "<p>seen<span style='display:none'> hidden</span></p><style>p{}</style>",
    ["seen"],
  ],
  [
    "an emoji that is a picture",
    "<p>dove <img alt='🕊️' src='http://example.invalid/d.png'> <img alt='logo' src='x.png'></p>",
    ["dove 🕊️"],
  ],
])("%s says the same after pasting", (_, html, lines) => {
  const doc = pasted(html);
  expect(linesOf(doc).map((line) => line.trimEnd())).toEqual(lines);
  expect(marksOf(doc)).toEqual([]);
});

test("bold and italic stay, and so do the client's words that were copied here", () => {
  expect(marksOf(pasted("<p><b>a</b> <em>b</em></p>"))).toEqual(["bold", "italic"]);
  const own = "<p data-pm-slice='1 1 []'>She said <q class='said'>the door</q></p>";
  expect(marksOf(pasted(own))).toEqual(["said"]);
});

test("a picture is not even asked for", () => {
  const html = cleanHtml(
    "<p>a<img src='http://example.invalid/track.gif'><iframe src='http://example.invalid'></iframe></p>",
  );
  expect(html).toBe("<p>a</p>");
});

const quotes = (levels: number) =>
  `${"<blockquote>".repeat(levels)}<p>reply</p>${"</blockquote>".repeat(levels)}`;
const lists = (levels: number) => `${"<ul><li>a".repeat(levels)}${"</li></ul>".repeat(levels)}`;

test.each([
  ["quotations", quotes(70), ["reply"]],
  ["lists", lists(60), Array(60).fill("a")],
])("%s that lie too deep are lifted, and every word stays", (_, html, lines) => {
  const doc = pasted(html);
  expect(deepest(doc)).toBeLessThanOrEqual(MOST_LEVELS);
  expect(linesOf(doc).map((line) => line.trim())).toEqual(lines);
});

test("pasting into a deep place counts what stands around it", () => {
  const editor = made();
  editor.view.pasteHTML(quotes(10), new Event("paste") as ClipboardEvent);
  pasted(quotes(10), editor);
  expect(deepest(editor.state.doc)).toBeLessThanOrEqual(MOST_LEVELS);
  expect(editor.getText()).toContain("replyreply");
});

test("the Tab key goes no deeper than can be saved", () => {
  const editor = made();
  editor.view.pasteHTML(lists(MOST_LEVELS), new Event("paste") as ClipboardEvent);
  editor.commands.focus("end");
  for (let deeper = 0; deeper < 4; deeper += 1) {
    editor.commands.splitListItem("listItem");
    editor.commands.insertContent("b");
    editor.commands.sinkListItem("listItem");
  }
  expect(deepest(editor.state.doc)).toBe(MOST_LEVELS);
  expect(editor.getText().match(/b/g)).toHaveLength(4);
});

test("a text from before the limit is written on as it is", () => {
  const parser = DocumentParser.fromSchema(made().schema);
  const body = document.createElement("div");
  body.innerHTML = quotes(20);
  const editor = made(parser.parse(body).toJSON());
  editor.commands.focus("end");
  editor.commands.insertContent(" more");
  editor.commands.splitBlock();
  expect(deepest(editor.state.doc)).toBe(20);
  expect(editor.getText()).toContain("reply more");
});
