import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findMarked, firstControl, headingOf, keepsFocus, markOf } from "./focus";

const otherwise = vi.fn();
const wait = () => new Promise((done) => setTimeout(done, 120));
const get = (selector: string) => document.querySelector<HTMLElement>(selector)!;
let end: (() => void) | undefined;

function stand(main: string) {
  end?.();
  document.body.innerHTML = `<div class="app"><nav class="rail"><button>Today</button></nav>
    <section class="list"><h2>List</h2><ul><li><button id="row">A row</button></li></ul></section>
    <main>${main}</main></div>`;
  end = keepsFocus(otherwise)(get(".app")) ?? undefined;
}
beforeEach(() => {
  otherwise.mockReset();
  // Nothing is laid out here: what is in the document counts as shown.
  Element.prototype.checkVisibility = function shown() {
    return this.isConnected && this.closest("[hidden]") === null;
  };
});
afterEach(() => end?.());

describe("the focus, when what has it goes away", () => {
  const cards =
    "<div class='sheet'><h1>Cards</h1><article><button id='a'>A</button></article><article><button id='b'>B</button></article><article><button id='c'>C</button></article></div>";
  it.each([
    ["a", "b"],
    ["b", "c"],
    ["c", "b"],
  ])("goes from row %s to row %s", async (gone, next) => {
    stand(cards);
    get(`#${gone}`).focus();
    get(`#${gone}`).closest("article")!.remove();
    await wait();
    expect(document.activeElement).toBe(get(`#${next}`));
    expect(otherwise).not.toHaveBeenCalled();
  });

  it("goes to what replaced it", async () => {
    stand(
      "<div class='sheet'><p><button id='change'>Change it</button></p><button>After</button></div>",
    );
    get("#change").focus();
    get("#change").outerHTML = "<form><input id='field'></form>";
    await wait();
    expect(document.activeElement).toBe(get("#field"));
  });

  it("goes past what cannot have it", async () => {
    stand(
      "<div class='sheet'><p><button id='add'>Add</button><button disabled>Off</button><button hidden>Hidden</button></p><p><button tabindex='-1'>Passed over</button><input id='field'></p></div>",
    );
    get("#add").focus();
    get("#add").remove();
    await wait();
    expect(document.activeElement).toBe(get("#field"));
  });

  it("never leaves the page for the list or the rail, and asks where nothing is left", async () => {
    stand("<div class='sheet'><p>Text</p><button id='only'>Only</button></div>");
    get("#only").focus();
    get("main").innerHTML = "<div><h1>Another page</h1></div>";
    await wait();
    expect(otherwise).toHaveBeenCalledOnce();
  });

  it("goes back into the workspace after a dialog that closed", async () => {
    stand(cards);
    get("#b").focus();
    document.body.insertAdjacentHTML(
      "beforeend",
      "<div role='dialog'><button id='close'>Close</button></div>",
    );
    get("#close").focus();
    get("#b").closest("article")!.remove();
    await wait();
    get("[role=dialog]").remove();
    await wait();
    expect(document.activeElement).toBe(get("#c"));
  });

  it("stays nowhere after a click beside every control", async () => {
    stand(cards);
    get("#b").focus();
    get("#b").blur();
    get("#c").closest("article")!.remove();
    await wait();
    expect(document.activeElement).toBe(document.body);
  });
});

it("finds again what had the focus, among several of one name", () => {
  stand("<ul><li><button>Open</button></li><li><button id='second'>Open</button></li></ul>");
  const mark = markOf(get("#second"));
  expect(mark).toEqual({ region: "main", tag: "button", name: "Open", nth: 1 });
  stand("<ul><li><button>Open</button></li><li><button id='again'>Open</button></li></ul>");
  expect(findMarked(mark!)).toBe(get("#again"));
  stand("<ul><li><button id='left'>Open</button></li></ul>");
  expect(findMarked(mark!)).toBe(get("#left"));
  stand("<p>Nothing</p>");
  expect(findMarked(mark!)).toBeNull();
  expect(markOf(document.body)).toBeNull();
});

it("knows the heading of the page, and the first control of a part", () => {
  stand("<h1>Today</h1><button disabled>No</button><button id='yes'>Yes</button>");
  expect(headingOf(get(".app"))?.textContent).toBe("Today");
  expect(firstControl(get("main"))).toBe(get("#yes"));
});
