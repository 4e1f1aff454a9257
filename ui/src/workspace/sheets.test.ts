import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ShownSheet } from "$lib/api/sheets";
import type { Decision } from "$lib/bindings/Decision";
import type { SheetFinding } from "$lib/bindings/SheetFinding";
import type { SheetInput } from "$lib/bindings/SheetInput";
import { Notices } from "./notices.svelte";
import { OpenSheet } from "./sheets.svelte";

const saveSheet = vi.hoisted(() => vi.fn());
const savePageFile = vi.hoisted(() => vi.fn());
const printSheet = vi.hoisted(() => vi.fn());
const remindOfFile = vi.hoisted(() => vi.fn());
const identifierWords = vi.hoisted(() => vi.fn());
const saveIdentifierWords = vi.hoisted(() => vi.fn());
vi.mock("$lib/api", () => ({
  saveSheet,
  savePageFile,
  printSheet,
  remindOfFile,
  identifierWords,
  saveIdentifierWords,
}));

const found = ["Tobias", "Ambleford"];
let kept: string[] = [];

const input: SheetInput = {
  id: "1",
  format: "one_question",
  on: "2026-11-18",
  supervisor: null,
  purpose: "Supervision",
  sources: ["e1", "e2"],
  boxes: {},
  filled: [],
  ticks: {},
  left_out: "",
  print_left_out: false,
  print_mine_alone: false,
  decisions: {},
};

/** What the core answers: every decision that came is said with its finding. */
function shown(of: SheetInput): ShownSheet {
  const findings = found
    .filter((words) => !kept.includes(words))
    .map(
      (words): SheetFinding => ({
        words,
        key: words.toLowerCase(),
        class: "name",
        why: "capital_in_sentence",
        certainty: "likely",
        count: 1,
        passage: words,
        suggestion: "somebody",
        decision: of.decisions[words.toLowerCase()] ?? null,
      }),
    );
  const decided = findings.filter(({ decision }) => decision !== null).length;
  const page = { input: of, boxes: [], questions: [], gone: ["e1"], revised: [] };
  return [
    page,
    { findings: { found: findings, decided } },
    { pages: 1, undrawn: [] },
  ] as unknown as ShownSheet;
}

const file = { name: "Stillroom page.pdf", folder: "Desk", synced_by: null };
const keep: Decision = { do: "keep" };

describe("a page for supervision", () => {
  let sheet: OpenSheet;
  beforeEach(() => {
    kept = [];
    saveSheet.mockReset().mockImplementation((sent: SheetInput) => Promise.resolve(shown(sent)));
    savePageFile.mockReset().mockResolvedValue({ is: "saved", file });
    printSheet.mockReset().mockResolvedValue(true);
    remindOfFile.mockReset().mockResolvedValue({});
    identifierWords.mockReset().mockResolvedValue({ keep: [], replace: {} });
    saveIdentifierWords.mockReset().mockImplementation((words: { keep: string[] }) => {
      kept = words.keep;
      return Promise.resolve(null);
    });
    sheet = new OpenSheet(shown(input), new Notices([]));
  });

  it("keeps what is typed while an older state is being saved", async () => {
    let answer: (of: ShownSheet) => void = () => undefined;
    saveSheet.mockImplementationOnce(() => new Promise((tell) => (answer = tell)));
    sheet.setBox("moment", "Quiet");
    const saving = sheet.saving.flush(false);
    sheet.setBox("moment", "Quiet, then a laugh");
    answer(shown({ ...input, boxes: { moment: "Quiet" } }));
    await saving;
    expect(sheet.input.boxes["moment"]).toBe("Quiet, then a laugh");
    await sheet.saving.flush(false);
    expect(saveSheet).toHaveBeenLastCalledWith(
      expect.objectContaining({ boxes: { moment: "Quiet, then a laugh" } }),
    );
  });

  it("hands over what could not be saved", async () => {
    saveSheet.mockRejectedValue({ code: "disk_full" });
    expect(sheet.unsaved()).toEqual([]);
    sheet.setBox("moment", "Quiet");
    await sheet.saving.flush(false);
    expect(sheet.unsaved()).toEqual([{ sheet: sheet.input }]);
  });

  it("goes from one open finding to the next", async () => {
    await sheet.check();
    expect(sheet.now?.words).toBe("Tobias");
    await sheet.decide(keep);
    expect(sheet.now?.words).toBe("Ambleford");
    await sheet.decide({ do: "replace", with: "a town" });
    expect(sheet.openFindings).toBe(0);
  });

  it("asks once before it saves what was not looked at", async () => {
    await sheet.check();
    await sheet.save("pdf");
    expect([sheet.asked, savePageFile.mock.calls.length]).toEqual([true, 0]);
    await sheet.save("pdf");
    expect(sheet.file?.folder).toBe("Desk");
  });

  it("asks once before it prints what was not looked at, and opens one dialog at a time", async () => {
    let answer: (printed: boolean) => void = () => undefined;
    printSheet.mockImplementationOnce(() => new Promise((tell) => (answer = tell)));
    await sheet.check();
    await sheet.print();
    expect([sheet.asked, printSheet.mock.calls.length]).toEqual([true, 0]);
    const printing = sheet.print();
    await sheet.print();
    await vi.waitFor(() => expect(printSheet).toHaveBeenCalled());
    expect([sheet.onPaper, printSheet.mock.calls.length]).toEqual([false, 1]);
    answer(true);
    await printing;
    expect(sheet.onPaper).toBe(true);
  });

  it("is as it was where nothing was printed", async () => {
    sheet.change({ print_left_out: true });
    sheet.asked = true;
    printSheet.mockResolvedValueOnce(false);
    await sheet.print();
    expect([sheet.onPaper, sheet.input.print_left_out]).toEqual([false, true]);
    await sheet.print();
    expect([sheet.onPaper, sheet.input.print_left_out]).toEqual([true, false]);
  });

  it("asks before it saves into a folder that is copied elsewhere", async () => {
    savePageFile.mockResolvedValueOnce({ is: "copied", service: "Dropbox" });
    sheet.asked = true;
    await sheet.save("pdf");
    expect([sheet.file, sheet.copied?.service]).toEqual([null, "Dropbox"]);
    await sheet.saveThere();
    expect(savePageFile.mock.calls.map((call) => call[2])).toEqual([false, true]);
    expect([sheet.file?.folder, sheet.copied]).toEqual(["Desk", null]);
  });

  it("is as it was where the dialog was closed without a name", async () => {
    savePageFile.mockResolvedValue({ is: "closed" });
    await sheet.check();
    await sheet.decide(keep);
    await sheet.decide(keep);
    await sheet.save("word");
    expect(savePageFile).toHaveBeenCalledTimes(1);
    expect(sheet.file).toBeNull();
  });

  it("never finds again what is always kept", async () => {
    await sheet.check();
    await sheet.alwaysKeep();
    expect(saveIdentifierWords).toHaveBeenCalledWith({ keep: ["Tobias"], replace: {} });
    expect(sheet.found.map(({ words }) => words)).toEqual(["Ambleford"]);
  });

  it("reminds beside the first entry that is still there, once", async () => {
    await sheet.save("pdf");
    await sheet.save("pdf");
    await sheet.remind();
    await sheet.remind();
    expect(remindOfFile).toHaveBeenCalledTimes(1);
    expect(remindOfFile.mock.calls[0]?.[0]).toBe("e2");
    expect(sheet.reminds).not.toBeNull();
  });

  it("takes a box back to what the entries say", async () => {
    sheet.setBox("moment", "Shorter");
    await sheet.takeBack("moment");
    expect(saveSheet).toHaveBeenLastCalledWith(expect.objectContaining({ boxes: {} }));
  });
});
