import * as api from "$lib/api";
import type { TodayPage } from "$lib/bindings/TodayPage";
import type { Listing } from "./listing.svelte";
import type { Notices } from "./notices.svelte";

/** What Today shows: at first what came with the open journal. */
export class Today {
  page: TodayPage = $state.raw()!;
  #isFirst: boolean;
  #listing: Listing;
  #notices: Notices;
  #step = 0;

  /** `isFirst` says that Today is what the window shows first. */
  constructor(page: TodayPage, isFirst: boolean, listing: Listing, notices: Notices) {
    this.page = page;
    this.#isFirst = isFirst;
    this.#listing = listing;
    this.#notices = notices;
  }

  /** Fetches the page, unless it came with the open journal just now. The last call wins. */
  async load(): Promise<void> {
    const cameJustNow = this.#isFirst && this.#listing.entriesVersion === 0;
    this.#isFirst = false;
    if (cameJustNow) return;
    const step = (this.#step += 1);
    const page = await this.#notices.attempt(api.todayPage);
    if (page && step === this.#step) this.page = page;
  }
}
