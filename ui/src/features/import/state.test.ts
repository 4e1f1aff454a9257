import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ImportReport } from "$lib/bindings/ImportReport";
import { LongTask } from "../../workspace/backups/long-task.svelte";
import { Importing } from "./state.svelte";

const api = vi.hoisted(() => ({
  chooseImport: vi.fn(),
  surveyImport: vi.fn(),
  runImport: vi.fn(),
  imports: vi.fn(),
  importSource: vi.fn(),
  takeBackImport: vi.fn(),
  keepImport: vi.fn(),
  forgetImport: vi.fn(),
}));
vi.mock("$lib/api", () => api);

const survey = (part: Partial<ImportReport>): ImportReport => ({
  kind: "markdown",
  found: 3,
  come_in: 3,
  undated: 0,
  left_out: 0,
  already: 0,
  changed: 0,
  groups: { Heron: 2, Letters: 1 },
  files: {},
  first: null,
  last: null,
  months: {},
  media: 0,
  attached: 0,
  missing: 0,
  links: 0,
  told: [],
  undated_places: [],
  samples: [],
  ...part,
});

describe("an import", () => {
  const changed = vi.fn(async () => undefined);
  let importing: Importing;

  beforeEach(() => {
    vi.resetAllMocks();
    api.chooseImport.mockResolvedValue("notes");
    api.imports.mockResolvedValue([]);
    importing = new Importing(new LongTask(), changed);
  });

  it("asks only what its source raises", async () => {
    api.surveyImport.mockResolvedValue(survey({}));
    await importing.choose(true);
    expect(importing.step).toBe("mapping");
    api.surveyImport.mockResolvedValue(
      survey({ told: [{ code: "split_asked", count: 1, places: ["heron.docx"] }] }),
    );
    await importing.choose(true);
    expect(importing.step).toBe("questions");
  });

  it("says so where nothing can come in, and stays where nothing was chosen", async () => {
    api.surveyImport.mockResolvedValue(survey({ found: 0, come_in: 0, groups: {} }));
    await importing.choose(false);
    expect([importing.step, importing.survey?.found]).toEqual(["survey", 0]);
    const other = new Importing(new LongTask(), changed);
    api.chooseImport.mockResolvedValue(null);
    await other.choose(false);
    expect(other.step).toBe("choose");
  });

  it("keeps a group on the page that is left out, and looks again before it writes", async () => {
    api.surveyImport.mockResolvedValue(survey({}));
    await importing.choose(true);
    importing.change("Letters", { take: false });
    importing.change("Heron", { client: "c1" });
    api.surveyImport.mockResolvedValue(survey({ come_in: 2, left_out: 1, groups: { Heron: 2 } }));
    const report = survey({ come_in: 2 });
    api.runImport.mockResolvedValue({ id: "i1", report });
    await importing.run();
    const sent = api.surveyImport.mock.lastCall?.[0];
    expect(sent.rules).toEqual({
      Letters: { take: false, form: "free", client: null, tag: false },
      Heron: { take: true, form: "free", client: "c1", tag: false },
    });
    expect(importing.groups.map(([group]) => group)).toEqual(["Heron", "Letters"]);
    expect([importing.step, changed.mock.calls.length]).toEqual(["report", 1]);
  });

  it("shows what came in before it was cancelled", async () => {
    api.surveyImport.mockResolvedValue(survey({}));
    await importing.choose(true);
    api.runImport.mockRejectedValue({ code: "cancelled" });
    api.imports.mockResolvedValue([{ id: "i1", state: "running" }]);
    await importing.run();
    expect([importing.step, importing.past.length, importing.task.failure]).toEqual([
      "choose",
      1,
      null,
    ]);
    expect(changed).toHaveBeenCalled();
  });

  it("says why it stopped, also once the imports are listed again", async () => {
    api.surveyImport.mockResolvedValue(survey({}));
    await importing.choose(true);
    api.runImport.mockRejectedValue({ code: "disk_full" });
    await importing.run();
    expect(importing.task.failure?.code).toBe("disk_full");
  });
});
