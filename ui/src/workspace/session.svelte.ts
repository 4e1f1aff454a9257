import * as api from "$lib/api";
import type { Snapshot } from "$lib/bindings/Snapshot";
import type { UnlockScreen } from "$lib/bindings/UnlockScreen";
import { asFailure } from "$lib/failure";
import { failure } from "$lib/messages";
import type { Workspace } from "./workspace.svelte";

/** How long pages may take to settle before it is left with what they hold. */
const SAVING_MS = 5_000;

/** The window as a whole: before the unlock screen, at it, or in an open journal. */
export class AppSession {
  screen: UnlockScreen | null = $state.raw(null);
  workspace: Workspace | null = $state.raw(null);
  trouble: string | null = $state(null);
  /** Whether the journal was just opened with the words, so that a new passphrase is due. */
  needsPassphrase = $state(false);
  /** Whether the window was asked to close while a page waits to be written. */
  asksToQuit = $state(false);
  /** Whether it is being locked or quit; the page is veiled meanwhile. */
  closing = $state(false);
  #workspaceClass: typeof Workspace | null = null;

  async begin(): Promise<void> {
    const listening = [
      api.onIndexProgress((done, total) => {
        if (this.workspace) this.workspace.layout.indexing = done < total ? { done, total } : null;
        if (done >= total) this.workspace?.search.refresh();
      }),
      api.onClosing((to) => {
        if (to === "save") void this.workspace?.saveAll();
        else void (to === "quit" ? this.quit() : this.lock());
      }),
      api.onWritten(() => void (!this.workspace && this.screen?.waiting && this.look())),
    ];
    try {
      await Promise.all(listening);
    } catch (thrown) {
      this.trouble = failure(asFailure(thrown));
      return;
    }
    await this.look();
    if (this.screen?.straight) await this.#goStraight();
  }

  /** Fetches what the unlock screen shows. */
  async look(): Promise<void> {
    this.trouble = null;
    try {
      this.screen = await api.unlockScreen();
      this.asksToQuit &&= this.screen.waiting > 0;
    } catch (thrown) {
      this.trouble = failure(asFailure(thrown));
    }
  }

  /** Loads the code of an open journal, so that an unlock does not wait for it. */
  async loadWorkspace(): Promise<typeof Workspace> {
    this.#workspaceClass ??= (await import("./workspace.svelte")).Workspace;
    return this.#workspaceClass;
  }

  /** Opens the workspace. */
  async enter(snapshot: Snapshot, byWords = false): Promise<void> {
    const OpenWorkspace = this.#workspaceClass ?? (await this.loadWorkspace());
    const workspace = new OpenWorkspace(snapshot);
    this.needsPassphrase = byWords;
    this.workspace = workspace;
    const { entry, field, caret, scroll } = snapshot.return_point;
    if (!entry) return;
    void workspace.editor.open(entry).then((page) => {
      if (!page) return;
      page.scroll = scroll;
      if (field) workspace.location.focusRequest = `return:${field}:${caret}`;
    });
  }

  /**
   * Saves everything and locks. What cannot be saved is handed over, to be sealed and to wait. A
   * journal that is being set up is given up.
   */
  async lock(): Promise<void> {
    if (this.workspace || this.screen?.state === "first_run") await this.#close("lock");
  }

  /** Quits; while a page waits to be written it asks first. */
  async quit(): Promise<void> {
    if (!this.workspace && this.screen && this.screen.waiting > 0) this.asksToQuit = true;
    else await this.#close("quit");
  }

  /** Does again what could not be done. */
  async tryAgain(): Promise<void> {
    await (this.workspace ? this.lock() : this.look());
  }

  /** Quits although a page waits, which is lost by it. */
  async quitAndLose(): Promise<void> {
    await api.quitAndLose();
  }

  /** Deletes the open sample journal and goes back to the unlock screen. */
  async discardSample(): Promise<void> {
    const workspace = this.workspace;
    if (!workspace?.sample) return;
    const done = await workspace.notices.attempt(() => api.discardSample().then(() => true));
    if (!done) return;
    this.workspace = null;
    await this.look();
  }

  /** Shows the unlock screen of another journal. */
  async switchTo(name: string): Promise<void> {
    try {
      this.screen = await api.switchJournal(name);
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
  async #close(how: "lock" | "quit"): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    try {
      await this.#handOver(how).catch(() => api.closeWithoutPage(how));
      // Only now: behind the unlock screen no journal may be open.
      this.workspace = null;
      this.trouble = null;
    } catch (thrown) {
      this.trouble = failure(asFailure(thrown));
    } finally {
      this.closing = false;
    }
  }

  async #handOver(how: "lock" | "quit"): Promise<void> {
    const workspace = this.workspace;
    if (!workspace) return void (await api.closeWithoutPage(how));
    workspace.lifecycle.stayOpen();
    const late = new Promise<boolean>((tell) => setTimeout(() => tell(false), SAVING_MS));
    const saved = await Promise.race([workspace.saveAll().catch(() => false), late]);
    await api[how](workspace.navigation.returnPoint(), saved ? [] : workspace.unsaved());
  }
}
