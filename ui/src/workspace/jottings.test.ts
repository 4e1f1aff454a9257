import { BLANK_HEAD } from "$lib/testing";
import type { Editor } from "@tiptap/core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Entry } from "$lib/bindings/Entry";
import type { Jotting } from "$lib/bindings/Jotting";
import { isoDay, momentOf } from "$lib/moments";
import { prose } from "$lib/prose/attachment";
import { nextLook } from "./client.svelte";
import { EntryPage } from "./entry/page.svelte";
import { emptySnapshot } from "./testing";
import { Workspace } from "./workspace.svelte";

const api = vi.hoisted(() => ({
  jot: vi.fn(),
  setJottingOutcome: vi.fn(),
  saveDraft: vi.fn(),
  checkBodies: vi.fn(),
}));
vi.mock("$lib/api", async (original) => ({ ...(await original<object>()), ...api }));

const noon = momentOf(new Date(2026, 2, 3, 12, 5));
const line = (id: string, client: string | null, at = noon): Jotting => ({
  id,
  text: `line ${id}`,
  at,
  client,
});
const clients = [
  { ...nextLook([], "Wren"), id: "wren" },
  { ...nextLook([], "Tarn"), id: "tarn" },
];

function opened(today: Partial<ReturnType<typeof emptySnapshot>["today"]> = {}): Workspace {
  const snapshot = emptySnapshot();
  return new Workspace({ ...snapshot, clients, today: { ...snapshot.today, ...today } });
}

function page(client: string | null, more: Partial<Entry> = {}): EntryPage {
  const text = { label: "", fold: "core", beside: false, caret: true, group: "" };
  const form = {
    id: "session",
    version: 1,
    journal: "",
    noun: "",
    icon: "",
    about_client: true,
    detail: [],
    example: "",
    leads: "moment",
    prompts: [],
    cues: [],
    fields: [
      { id: "rating", kind: "check", ...text },
      { id: "moment", kind: "text", ...text },
    ],
  };
  const head = {
    ...BLANK_HEAD,
    happened: noon,
    client,
  };
  return new EntryPage(
    {
      input: { id: "e1", form: "session", form_version: 1, head, answers: {}, base: null },
      definition: form as unknown as Entry["definition"],
      written: null,
      revised: null,
      revisions: 0,
      draft: false,
      other_draft: null,
      trashed: false,
      closed: null,
      late: false,
      ...more,
    },
    () => undefined,
  );
}

beforeEach(() => {
  vi.resetAllMocks();
  vi.useRealTimers();
  api.jot.mockImplementation((text: string, client: string | null) =>
    Promise.resolve({ id: "new", text, at: noon, client }),
  );
  api.setJottingOutcome.mockResolvedValue([]);
});

describe("a line noticed in the room", () => {
  it("is saved by one call, and the box says so and closes", async () => {
    const { jottings, notices } = opened();
    jottings.begin("wren");
    jottings.text = " He put the cup down ";
    expect(await jottings.seal()).toBe(true);
    expect(api.jot.mock.calls).toEqual([["He put the cup down", "wren"]]);
    expect([jottings.open, jottings.text, jottings.all.length]).toEqual([false, "", 1]);
    expect(notices.toast?.text).toMatch(/Saved.*Wren/);
  });

  it("stays in the box with what is wrong where it cannot be sealed", async () => {
    api.jot.mockRejectedValue({ code: "disk_full" });
    const { jottings } = opened();
    jottings.begin(null);
    jottings.text = "A line";
    expect(await jottings.seal()).toBe(false);
    expect([jottings.open, jottings.text, jottings.failure?.code]).toEqual([
      true,
      "A line",
      "disk_full",
    ]);
    // Opened again, it is not thrown away.
    jottings.open = false;
    jottings.begin("tarn");
    expect(jottings.text).toBe("A line");
  });

  it("is sealed once, however often Enter is pressed, and nothing is sealed of an empty box", async () => {
    const { jottings } = opened();
    jottings.text = "Twice";
    await Promise.all([jottings.seal(), jottings.seal()]);
    await jottings.seal();
    expect(api.jot).toHaveBeenCalledTimes(1);
  });

  it("is sealed before the journal is locked", async () => {
    const workspace = opened();
    workspace.jottings.text = "Half a thought";
    expect(await workspace.saveAll()).toBe(true);
    expect(api.jot).toHaveBeenCalledTimes(1);
    api.jot.mockRejectedValue({ code: "disk_full" });
    workspace.jottings.text = "Another";
    expect(await workspace.saveAll()).toBe(false);
  });

  it("is about the hour under way rather than about the page that is open", () => {
    vi.useFakeTimers({ now: new Date(2026, 2, 3, 12, 5) });
    const day = isoDay(momentOf(new Date()));
    const about = (next_hours: { client: string; day: string; minute: number }[]) => {
      const { jottings } = opened({ next_hours });
      jottings.begin("tarn");
      return jottings.client;
    };
    expect(about([{ client: "wren", day, minute: 12 * 60 }])).toBe("wren");
    expect(about([{ client: "wren", day, minute: 12 * 60 + 15 }]), "ten minutes early").toBe(
      "wren",
    );
    expect(about([{ client: "wren", day, minute: 12 * 60 + 16 }])).toBe("tarn");
    expect(about([{ client: "wren", day, minute: 10 * 60 }]), "long over").toBe("tarn");
    expect(about([{ client: "wren", day: "2026-03-04", minute: 12 * 60 }])).toBe("tarn");
    vi.useRealTimers();
  });
});

it("a line that could not be sealed is handed over at the lock", async () => {
  api.jot.mockRejectedValue({ code: "disk_full" });
  const workspace = opened();
  workspace.jottings.begin("wren");
  workspace.jottings.text = " He put the cup down ";
  expect(await workspace.jottings.saveAll()).toBe(false);
  expect(workspace.unsaved()).toEqual([
    { jotting: { text: "He put the cup down", client: "wren" } },
  ]);
});

describe("the note", () => {
  const yesterday = { ...noon, utc_ms: noon.utc_ms - 86_400_000 };
  const lines = [
    line("a", "wren"),
    line("b", "tarn"),
    line("c", null),
    line("d", null, yesterday),
    line("e", "wren", yesterday),
  ];

  it("is offered the lines about its client, and those about nobody of its day", () => {
    const { jottings } = opened({ jottings: lines });
    const ids = (of: EntryPage) => jottings.for(of).map(({ id }) => id);
    expect(ids(page("wren"))).toEqual(["a", "c", "e"]);
    expect(ids(page(null))).toEqual(["c"]);
    expect(ids(page("wren", { trashed: true }))).toEqual([]);
  });

  it("takes a line in below what is written, and lets go of it only once that is saved", async () => {
    const { jottings } = opened({ jottings: lines });
    const note = page("wren");
    const doc = {
      type: "doc",
      content: [{ type: "paragraph", content: [{ type: "text", text: "First." }] }],
    };
    note.answer("moment", { text: doc });
    let saved: () => void = () => undefined;
    api.saveDraft.mockImplementation(
      () =>
        new Promise((resolve) => {
          saved = () =>
            resolve({ at: noon, base: null, row: { written: noon, draft: true }, counts: {} });
        }),
    );
    const taking = jottings.takeIn(lines[0]!, note);
    await vi.waitFor(() => expect(api.saveDraft).toHaveBeenCalled());
    expect(api.setJottingOutcome).not.toHaveBeenCalled();
    const sent = api.saveDraft.mock.calls[0]?.[0].answers.moment.text.content;
    expect(sent.map((part: { content: { text: string }[] }) => part.content[0]?.text)).toEqual([
      "First.",
      "12:05 line a",
    ]);
    saved();
    await taking;
    expect(api.setJottingOutcome.mock.calls).toEqual([["a", { outcome: "taken", entry: "e1" }]]);
    note.close();
  });

  it("takes a line into the text that stands, where it is undone like anything typed", () => {
    const note = page("wren");
    const doc = {
      type: "doc",
      content: [{ type: "paragraph", content: [{ type: "text", text: "First." }] }],
    };
    const box = document.createElement("div");
    document.body.append(box);
    let editor: Editor | null = null;
    const end = prose(() => ({
      doc,
      label: "Text",
      placeholder: "",
      unknown: "?",
      editable: true,
      moved: () => undefined,
      focused: () => undefined,
      changed: (read) => note.changed(box, () => note.answer("moment", { text: read() })),
      shown: (text) => note.shown("moment", text),
      ready: (made) => (editor = made),
    }))(box) as () => void;
    expect(note.takeIn("12:05 line a")).toBe(true);
    note.collect(box);
    const words = () => editor!.getText({ blockSeparator: "|" });
    expect([words(), note.drawn]).toEqual(["First.|12:05 line a", 1]);
    expect(JSON.stringify(note.answers)).toContain("12:05 line a");
    editor!.commands.undo();
    expect(words()).toBe("First.");
    end();
    box.remove();
    note.close();
  });

  it("that cannot be saved leaves the line waiting in the journal", async () => {
    api.saveDraft.mockRejectedValue({ code: "disk_full" });
    const { jottings, notices } = opened({ jottings: lines });
    const note = page("wren");
    await jottings.takeIn(lines[0]!, note);
    expect(api.setJottingOutcome).not.toHaveBeenCalled();
    expect(notices.toast?.stays).toBe(true);
    note.close();
  });

  it("lets a line go, which can be taken back", async () => {
    const { jottings, notices } = opened({ jottings: lines });
    api.setJottingOutcome.mockResolvedValueOnce(lines.slice(1)).mockResolvedValueOnce(lines);
    await jottings.letGo(lines[0]!);
    expect(jottings.all.length).toBe(4);
    notices.toast?.undo?.();
    await vi.waitFor(() => expect(jottings.all.length).toBe(5));
    expect(api.setJottingOutcome.mock.calls[1]).toEqual(["a", { outcome: "waits" }]);
  });
});
