import { beforeEach, describe, expect, it } from "vitest";
import { digitOf, isBare, isInForm, isKey, keysShown, letterOf, type Shortcut } from "./keys";

/** What a layout writes on the keys that a Latin keyboard has, from KeyA to KeyZ and Digit1 to Digit0. */
interface Layout {
  letters: string;
  digits: string;
  shifted: string;
}
const PLACES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ROW = "1234567890";
const layouts: Record<string, Layout> = {
  us: { letters: "abcdefghijklmnopqrstuvwxyz", digits: ROW, shifted: "!@#$%^&*()" },
  fr: { letters: "qbcdefghijkl,noparstuvzxyw", digits: "&é\"'(-è_çà", shifted: ROW },
  de: { letters: "abcdefghijklmnopqrstuvwxzy", digits: ROW, shifted: '!"§$%&/()=' },
  dvorak: { letters: "axje.uidchtnmbrl'poygk,qf;", digits: ROW, shifted: "!@#$%^&*()" },
  ru: { letters: "фисвуапршолдьтщзйкыегмцчня", digits: ROW, shifted: '!"№;%:?*()' },
  el: { letters: "αβψδεφγηιξκλμνοπ;ρστθωςχυζ", digits: ROW, shifted: "!@#$%^&*()" },
  he: { letters: "שנבגקכעיןחלךצמםפ/רדאוה'סטז", digits: ROW, shifted: "!@#$%^&*()" },
  ar: { letters: "ش\uFEFBؤيثبلاهتنمةىخحضقسفعرصءغئ", digits: "١٢٣٤٥٦٧٨٩٠", shifted: "!@#$%^&*)(" },
  cs: { letters: "abcdefghijklmnopqrstuvwxzy", digits: "+ěščřžýáíé", shifted: ROW },
  tr: { letters: "abcdefgh\u0131jklmnopqrstuvwxyz", digits: ROW, shifted: "!'^+%&/()=" },
};
const event = (key: string, code: string, init: KeyboardEventInit = {}) =>
  new KeyboardEvent("keydown", { key, code, ...init });
const chars = (text: string) => [...text];
const keyAt = (layout: Layout, place: string) => chars(layout.letters)[PLACES.indexOf(place)] ?? "";
const isLatin = (key: string) => /^[a-z]$/.test(key);
/** Presses the key that writes an F, so that the layout is known as it is while one writes. */
const writes = (layout: Layout) => letterOf(event(keyAt(layout, "F"), "KeyF"));
const CTRL_LETTERS: Shortcut[] = PLACES.split("").map((letter) => `Ctrl+${letter}`);

beforeEach(() => writes(layouts.us!));

describe.each(Object.entries(layouts))("on the layout %s", (name, layout) => {
  beforeEach(() => writes(layout));

  it.each(PLACES.split(""))(
    "the key in the place of %s is one letter at most, in every case and with Ctrl",
    (place) => {
      const key = keyAt(layout, place);
      const foreign = /\p{L}/u.test(keyAt(layout, "F")) && !isLatin(keyAt(layout, "F"));
      const wanted = isLatin(key) ? key : foreign ? place.toLowerCase() : null;
      for (const init of [{}, { ctrlKey: true }, { shiftKey: true }, { metaKey: true }]) {
        const typed = init.shiftKey ? key.toUpperCase() : key;
        // The capital of the Turkish letter without a dot is the Latin I.
        const letter = isLatin(typed.toLowerCase()) ? typed.toLowerCase() : wanted;
        expect(letterOf(event(typed, `Key${place}`, init))).toBe(letter);
      }
      const called = CTRL_LETTERS.filter((shortcut) =>
        isKey(event(key, `Key${place}`, { ctrlKey: true }), shortcut),
      );
      expect(called).toEqual(wanted === null ? [] : [`Ctrl+${wanted.toUpperCase()}`]);
    },
  );

  it("every letter of a shortcut can be typed", () => {
    const typed = PLACES.split("").map((place) =>
      letterOf(event(keyAt(layout, place), `Key${place}`)),
    );
    const missing = PLACES.toLowerCase()
      .split("")
      .filter((letter) => !typed.includes(letter));
    // AZERTY has its M, Turkish its I beside the other letters.
    const beside = { fr: ["m"], tr: ["i"], dvorak: ["s", "v", "w", "z"] }[name] ?? [];
    expect(missing).toEqual(beside);
    for (const letter of beside) expect(letterOf(event(letter, "Semicolon"))).toBe(letter);
  });

  it("digits are where they are, and as they are written with Shift", () => {
    for (const [at, digit] of chars(ROW).entries()) {
      const [plain, shifted] = [chars(layout.digits)[at] ?? "", chars(layout.shifted)[at] ?? ""];
      expect(digitOf(event(plain, `Digit${digit}`))).toBe(digit);
      const withShift = event(shifted, `Digit${digit}`, { shiftKey: true });
      expect(digitOf(withShift)).toBe(/^\d$/.test(shifted) ? digit : null);
      expect(isKey(event(plain, `Digit${digit}`, { ctrlKey: true }), `Ctrl+${digit}`)).toBe(true);
      expect(digitOf(event(digit, `Numpad${digit}`))).toBe(digit);
    }
    expect(digitOf(event("Home", "Numpad7"))).toBeNull();
  });

  it("no key that makes an accent, is of an input method or has AltGr is a shortcut", () => {
    for (const place of PLACES) {
      const code = `Key${place}`;
      const composed = [
        event("Dead", code, { ctrlKey: true }),
        event("Process", code, { ctrlKey: true }),
        event(keyAt(layout, place), code, { ctrlKey: true, isComposing: true }),
        event(keyAt(layout, place), code, { ctrlKey: true, keyCode: 229 }),
        event(keyAt(layout, place), code, { ctrlKey: true, modifierAltGraph: true }),
        event(keyAt(layout, place), code, { ctrlKey: true, altKey: true }),
      ];
      for (const pressed of composed) {
        expect(CTRL_LETTERS.filter((shortcut) => isKey(pressed, shortcut))).toEqual([]);
      }
    }
    expect(digitOf(event("Dead", "Digit2"))).toBeNull();
    expect(digitOf(event("~", "Digit2", { modifierAltGraph: true }))).toBeNull();
  });
});

it("with AltGr held no key is a shortcut or a digit, though only AltGr itself tells of it", () => {
  const press = (type: string, key: string, code: string) =>
    window.dispatchEvent(new KeyboardEvent(type, { key, code }));
  press("keydown", "AltGraph", "AltRight");
  expect(digitOf(event("#", "Digit3"))).toBeNull();
  expect(letterOf(event("e", "KeyE"))).toBeNull();
  expect(isKey(event("/", "Period"), "/")).toBe(false);
  press("keyup", "AltGraph", "AltRight");
  expect(digitOf(event('"', "Digit3"))).toBe("3");
  press("keydown", "AltGraph", "AltRight");
  window.dispatchEvent(new Event("blur"));
  expect(isKey(event("/", "Period"), "/")).toBe(true);
});

describe("a shortcut", () => {
  it("on AZERTY does not lock and quit by Ctrl+A", () => {
    writes(layouts.fr!);
    expect(isKey(event("a", "KeyQ", { ctrlKey: true }), "Ctrl+Q")).toBe(false);
    expect(isKey(event("q", "KeyA", { ctrlKey: true }), "Ctrl+Q")).toBe(true);
  });

  it("goes by the place only once letters of another script were seen", () => {
    expect(isKey(event("'", "KeyQ", { ctrlKey: true }), "Ctrl+Q")).toBe(false);
    expect(isKey(event(";", "KeyQ", { ctrlKey: true }), "Ctrl+Q")).toBe(false);
    writes(layouts.el!);
    expect(isKey(event(";", "KeyQ", { ctrlKey: true }), "Ctrl+Q")).toBe(true);
    writes(layouts.dvorak!);
    expect(isKey(event("'", "KeyQ", { ctrlKey: true }), "Ctrl+Q")).toBe(false);
  });

  it.each([
    ["/", "Period", { shiftKey: true, ctrlKey: true }, "Ctrl+/"],
    [".", "Comma", { shiftKey: true, ctrlKey: true }, "Ctrl+."],
    ["/", "Period", { shiftKey: true }, "/"],
    ["?", "KeyM", { shiftKey: true }, "?"],
    ["/", "Digit7", { shiftKey: true, ctrlKey: true }, "Ctrl+/"],
    [".", "KeyE", { ctrlKey: true }, "Ctrl+."],
    ["+", "Equal", { shiftKey: true, ctrlKey: true }, "Ctrl++"],
    ["-", "Digit6", { ctrlKey: true }, "Ctrl+-"],
    ["F1", "F1", {}, "F1"],
    ["ArrowLeft", "ArrowLeft", { altKey: true }, "Alt+ArrowLeft"],
  ] as const)("%s on %s is read as it is written", (key, code, init, shortcut) => {
    expect(isKey(event(key, code, init), shortcut)).toBe(true);
    expect(isKey(event(key, code, { ...init, ctrlKey: !("ctrlKey" in init) }), shortcut)).toBe(
      false,
    );
  });

  it("is read where one key writes two letters at once", () => {
    expect(letterOf(event("\u0644\u0627", "KeyB"))).toBe("b");
  });

  it("tells Shift apart for letters and for named keys", () => {
    expect(isKey(event("B", "KeyB", { ctrlKey: true, shiftKey: true }), "Ctrl+B")).toBe(false);
    expect(isKey(event("n", "KeyN", { ctrlKey: true, shiftKey: false }), "Ctrl+N")).toBe(true);
    expect(isKey(event("N", "KeyN", { ctrlKey: true, modifierCapsLock: true }), "Ctrl+N")).toBe(
      true,
    );
    expect(isKey(event("F3", "F3", { shiftKey: true }), "F3")).toBe(false);
  });

  it("is a key alone or not, and is shown without its plus signs", () => {
    expect(["/", "?", "G T", "F1", "Ctrl+/", "Ctrl++"].map(isBare)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(["Ctrl+Shift+B", "Ctrl++", "Alt+ArrowLeft"].map(keysShown)).toEqual([
      "Ctrl Shift B",
      "Ctrl +",
      "Alt \u2190",
    ]);
  });
});

describe("a key alone", () => {
  const on = (html: string, selector: string) => {
    document.body.innerHTML = html;
    const pressed = event("j", "KeyJ", { bubbles: true });
    document.querySelector(selector)!.dispatchEvent(pressed);
    return isInForm(pressed);
  };
  it.each([
    ["<div role='radiogroup'><button role='radio'>3</button></div>", "button"],
    ["<div role='group'><button aria-pressed='false'>flat</button></div>", "button"],
    ["<div class='entry'><button>More</button></div>", "button"],
    ["<form><button>Add</button></form>", "button"],
    ["<form><label><input type='checkbox'></label></form>", "input"],
    ["<select><option>1</option></select>", "select"],
    ["<input>", "input"],
    ["<textarea></textarea>", "textarea"],
  ])("is no command on a part of a form: %s", (html, selector) => {
    expect(on(html, selector)).toBe(true);
  });
  it.each([
    ["<li><button>A row</button></li>", "button"],
    ["<nav><button>Today</button></nav>", "button"],
    ["<div class='entry'><h1 tabindex='-1'>Wren</h1></div>", "h1"],
    ["<p>text</p>", "p"],
  ])("is one elsewhere: %s", (html, selector) => {
    expect(on(html, selector)).toBe(false);
  });
});
