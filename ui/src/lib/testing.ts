import type { Head } from "./bindings/Head";

/** The head of an entry on which nothing was chosen yet, for tests. */
export const BLANK_HEAD: Head = {
  happened: { utc_ms: 0, offset_min: 0 },
  client: null,
  session: null,
  phase: null,
  certainty: null,
  weight: null,
  threads: [],
  tags: [],
  basket: null,
  acted: null,
  flags: [],
  links: [],
  mine_alone: false,
  mine_alone_fields: [],
};
