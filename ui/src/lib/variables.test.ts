import { describe, expect, it } from "vitest";
import { fill } from "./variables";

const wren = { alias: "Wren", session: 7, date: "2 March 2026" };

describe("variables", () => {
  it.each([
    ["{{alias}}, session {{ session }} on {{date}}", "Wren, session 7 on 2 March 2026"],
    ["{{weather}} for {{alias}}", "{{weather}} for Wren"],
    ["{{{{alias}}}}", "{{Wren}}"],
    ["{{alias", "{{alias"],
    ["plain", "plain"],
  ])("%s", (text, filled) => expect(fill(text, wren)).toBe(filled));

  it("without a value stay as they were written", () => {
    expect(fill("{{alias}}, {{session}}", { session: null })).toBe("{{alias}}, {{session}}");
  });
});
