import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Form } from "../bindings/Form";
import { locale } from "../locale.svelte";
import { americanContent, spelled, spelledForm } from "./content";
import { BRITISH_ONLY } from "./testing/spellings";

const CONTENT = join(import.meta.dirname, "../../../../content");
/** Words of the field that the forms use in both Englishes. */
const SHARED = ["supervision", "strength", "CPD"];
const words = BRITISH_ONLY.filter((word) => !SHARED.includes(word));
const british = new RegExp(`\\b(?:${words.join("|")})\\b`, "i");

const files = ["forms", "exercises"].flatMap((folder) =>
  readdirSync(join(CONTENT, folder)).map((name) => join(CONTENT, folder, name)),
);
/** The texts of the shipped forms and exercises: what is quoted, and is no key. */
const texts = files
  .flatMap((file) => {
    const toml = readFileSync(file, "utf8").replace(/^#.*$/gm, "").replace(/ \\\n/g, " ");
    return [...toml.matchAll(/"""\n?([\s\S]*?)"""|"([^"\n]*)"/g)].map(
      ([, long, short]) => long ?? short ?? "",
    );
  })
  .filter((text) => !/^[a-z0-9_]*$/.test(text));

afterEach(() => {
  locale.chosen = null;
});

describe("shipped texts", () => {
  it("have an American spelling wherever they are spelled as in British English", () => {
    expect(texts.length).toBeGreaterThan(800);
    expect(texts.filter((text) => british.test(text) && !(text in americanContent))).toEqual([]);
    expect(Object.values(americanContent).filter((text) => british.test(text))).toEqual([]);
  });

  it("are all there that the American table names", () => {
    expect(Object.keys(americanContent).filter((text) => !texts.includes(text))).toEqual([]);
  });

  it("are shown in the chosen English, and custom forms as they were written", () => {
    const exercise = { id: "eight_colours", name: "Eight colours" };
    const own = { id: "own_tides", noun: "Eight colours" } as Form;
    locale.chosen = "en-GB";
    expect(spelled(exercise).name).toBe("Eight colours");
    locale.chosen = "en-US";
    expect(spelled(exercise)).toEqual({ id: "eight_colours", name: "Eight colors" });
    expect(spelledForm(own).noun).toBe("Eight colours");
  });
});
