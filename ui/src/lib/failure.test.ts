import { describe, expect, it } from "vitest";

import type { OddKind } from "./bindings/OddKind";
import { asFailure } from "./failure";
import { failure } from "./messages/failures";

describe("what lies in the journal's folder and must not", () => {
  const kinds: OddKind[] = ["link", "many_names", "special", "folder_for_file", "rollback"];

  it.each(kinds)("is named, with what it is: %s", (is) => {
    const sent = { code: "odd_file", position: null, odd: { name: "index/a", is } };
    const said = failure(asFailure(sent));
    expect(said).toContain("“index/a”");
    expect(said).toContain("Nothing was touched");
    expect(said).not.toContain("undefined");
  });

  it("has a sentence also where the rest cannot be read", () => {
    const sent = { code: "odd_file", odd: { name: "index", is: "of another kind" } };
    expect(asFailure(sent)).toEqual({ code: "odd_file" });
    expect(failure(asFailure(sent))).toContain("Nothing was touched");
  });
});

it("files that were replaced are no unknown cause", () => {
  expect(asFailure({ code: "replaced" })).toEqual({ code: "replaced" });
  expect(failure({ code: "replaced" })).toContain("replaced");
});
