import type { Snapshot } from "$lib/bindings/Snapshot";

/** An open journal with nothing in it, for tests of the window's state. */
export function emptySnapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    sample: false,
    forms: [],
    clients: [],
    first: { total: 0, offset: 0, rows: [] },
    settings: {
      theme: "paper",
      face: "serif",
      size: 18,
      idle_minutes: 10,
      blur: false,
      language: "english",
      open_in_sleep: false,
      open_under_lock: false,
      typewriter: false,
      straight_quotes: false,
      folded: [],
      on_this_day: false,
      on_this_day_heavy: false,
    },
    return_point: { place: "", entry: null, field: null, caret: 0, scroll: 0 },
    notices: [],
    counts: { trash: 0, basket: 0, forms: {} },
    lexicon: { terms: [], hidden: [] },
    shapes: [],
    searches: [],
    today: {
      is_empty: true,
      drafts: [],
      latest: [],
      last_with: [],
      basket: [],
      follow_ups: [],
      next_hours: [],
      jottings: [],
      on_this_day: [],
      paused: [],
      path: null,
    },
    ...more,
  };
}
