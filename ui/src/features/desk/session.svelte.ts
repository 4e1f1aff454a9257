import * as api from "$lib/api";
import type { Desk as OpenDesk } from "$lib/bindings/Desk";
import type { Door } from "$lib/bindings/Door";
import { asFailure } from "$lib/failure";
import { failure } from "$lib/messages";
import type { Desk } from "./state.svelte";

/** How long pages may take to settle before it is left with what they hold. */
const SETTLE_MS = 5_000;

/** The window as a whole: before the door, at it, or behind it. */
export class Room {
  door: Door | null = $state.raw(null);
  desk: Desk | null = $state.raw(null);
  trouble: string | null = $state(null);
  /** Whether the journal was just opened with the words, so that a new passphrase is due. */
  needsPassphrase = $state(false);
  /** Whether the window was asked to close while a page waits to be written. */
  asksToQuit = $state(false);
  /** Whether it is being locked or quit; the page is veiled meanwhile. */
  leaving = $state(false);

  async begin(): Promise<void> {
    const listening = [
      api.onIndexProgress((done, total) => {
        if (this.desk) this.desk.progress = done < total ? { done, total } : null;
        if (done >= total) this.desk?.search.refresh();
      }),
      api.onLeave((to) => {
        if (to === "keep") void this.desk?.settleAll();
        else void (to === "quit" ? this.quit() : this.lock());
      }),
      api.onWritten(() => void (!this.desk && this.door?.waiting && this.look())),
    ];
    try {
      await Promise.all(listening);
    } catch (thrown) {
      this.trouble = failure(asFailure(thrown));
      return;
    }
    await this.look();
    if (this.door?.straight) await this.#goStraight();
  }

  /** Looks what stands at the door. */
  async look(): Promise<void> {
    this.trouble = null;
    try {
      this.door = await api.door();
      this.asksToQuit &&= this.door.waiting > 0;
    } catch (thrown) {
      this.trouble = failure(asFailure(thrown));
    }
  }

  /** Goes in. What a desk is made of is read after the door has been drawn. */
  async enter(open: OpenDesk, byWords = false): Promise<void> {
    const { Desk } = await import("./state.svelte");
    const desk = new Desk(open);
    this.needsPassphrase = byWords;
    this.desk = desk;
    const { entry, field, caret, scroll } = open.return_point;
    if (!entry) return;
    void desk.open(entry).then((page) => {
      if (!page) return;
      page.scroll = scroll;
      if (field) desk.wish = `return:${field}:${caret}`;
    });
  }

  /**
   * Keeps everything and locks. What cannot be kept is handed over, to be sealed and to wait. A
   * journal that is being set up is given up.
   */
  async lock(): Promise<void> {
    if (this.desk || this.door?.state === "first_run") await this.#leave("lock");
  }

  /** Quits; while a page waits at the door to be written it asks first. */
  async quit(): Promise<void> {
    if (!this.desk && this.door && this.door.waiting > 0) this.asksToQuit = true;
    else await this.#leave("quit");
  }

  /** Does again what could not be done. */
  async tryAgain(): Promise<void> {
    await (this.desk ? this.lock() : this.look());
  }

  /** Quits although a page waits, which is lost by it. */
  async quitAndLose(): Promise<void> {
    await api.quitAndLose();
  }

  /** Deletes the open sample journal and goes back to the door. */
  async discardSample(): Promise<void> {
    const desk = this.desk;
    if (!desk?.sample) return;
    const done = await desk.attempt(() => api.discardSample().then(() => true));
    if (!done) return;
    this.desk = null;
    await this.look();
  }

  /** Stands at the door of another journal. */
  async switchTo(name: string): Promise<void> {
    try {
      this.door = await api.switchJournal(name);
    } catch (thrown) {
      this.trouble = failure(asFailure(thrown));
    }
  }

  async #goStraight(): Promise<void> {
    try {
      await this.enter(await api.openSample());
    } catch (thrown) {
      this.trouble = failure(asFailure(thrown));
    }
  }

  /** Leaves. Nothing that the pages do or hold can keep it from being asked for. */
  async #leave(how: "lock" | "quit"): Promise<void> {
    if (this.leaving) return;
    this.leaving = true;
    try {
      await this.#handOver(how).catch(() => api.leaveBare(how));
      // Only now: behind a door nothing may stand open.
      this.desk = null;
      this.trouble = null;
    } catch (thrown) {
      this.trouble = failure(asFailure(thrown));
    } finally {
      this.leaving = false;
    }
  }

  async #handOver(how: "lock" | "quit"): Promise<void> {
    const desk = this.desk;
    if (!desk) return void (await api.leaveBare(how));
    desk.stayOpen();
    const late = new Promise<boolean>((tell) => setTimeout(() => tell(false), SETTLE_MS));
    const kept = await Promise.race([desk.settleAll().catch(() => false), late]);
    await api[how](desk.returnPoint(), kept ? [] : desk.left());
  }
}
