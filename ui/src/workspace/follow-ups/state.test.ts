import { BLANK_HEAD } from "$lib/testing";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Card } from "$lib/bindings/Card";
import type { Workspace } from "../workspace.svelte";
import { answer, questionOf, whenOf } from "./state.svelte";

const answerFollowUp = vi.hoisted(() => vi.fn());
const reopenFollowUp = vi.hoisted(() => vi.fn());
vi.mock("$lib/api", () => ({ answerFollowUp, reopenFollowUp }));

const happened = { utc_ms: Date.UTC(2026, 2, 2, 14), offset_min: 0 };
const card = (more: Partial<Card["follow_up"]>, state: Card["state"] = "waiting"): Card => ({
  follow_up: {
    id: "c1",
    entry: "e1",
    flag: "dark",
    due: "next_session",
    question: "",
    outcome: null,
    field: null,
    withdrawn: false,
    ...more,
  },
  row: {
    id: "e1",
    form: "integration",
    written: happened,
    excerpt: "",
    detail: "",
    words: 0,
    draft: false,
    trashed: false,
    closed: false,
    head: {
      ...BLANK_HEAD,
      happened,
      client: "w",
      session: 3,
    },
  },
  state,
});

const said: { text: string; undo: (() => void) | null }[] = [];
const workspace = {
  listing: { entriesVersion: 0, revisionsVersion: 0 },
  notices: {
    attempt: async <T>(act: () => Promise<T>) => act().catch(() => null),
    say: (text: string, undo: (() => void) | null) => void said.push({ text, undo }),
  },
} as unknown as Workspace;

describe("follow-ups", () => {
  beforeEach(() => {
    said.length = 0;
    workspace.listing.entriesVersion = 0;
    answerFollowUp.mockReset().mockResolvedValue({});
    reopenFollowUp.mockReset().mockResolvedValue({});
  });

  it("an answer closes the card, and undo opens it again", async () => {
    expect(await answer(workspace, card({}), "She slept.")).toBe(true);
    expect(answerFollowUp).toHaveBeenCalledWith("c1", "She slept.");
    expect(workspace.listing.entriesVersion).toBe(1);
    said[0]?.undo?.();
    await vi.waitFor(() => expect(workspace.listing.entriesVersion).toBe(2));
    expect(reopenFollowUp).toHaveBeenCalledWith("c1");
  });

  it("an answer that could not be saved stays in the line", async () => {
    answerFollowUp.mockRejectedValue({ code: "disk_full" });
    expect(await answer(workspace, card({}), "She slept.")).toBe(false);
    expect(said).toEqual([]);
  });

  it("asks its own question, or what followed", () => {
    expect(questionOf(card({}))).toBe("What followed?");
    expect(questionOf(card({ question: "Which story was it?" }))).toBe("Which story was it?");
  });

  it("says when it is due", () => {
    expect(whenOf(card({ due: { weeks: 2 } }))).toBe("due 16 March 2026");
    expect(whenOf(card({ due: { on: "2026-04-13" } }))).toBe("due 13 April 2026");
    expect(whenOf(card({}, "at_next_session"))).toBe("due next session");
    expect(whenOf(card({ due: { weeks: 2 } }, "due"))).toBe("due");
  });
});
