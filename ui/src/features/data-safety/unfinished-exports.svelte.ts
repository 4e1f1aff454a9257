import * as api from "$lib/api";
import type { LongTask } from "../../workspace/backups/long-task.svelte";

/** Exports that were cut off and may still hold readable files. */
export class UnfinishedExports {
  folders: readonly string[] = $state.raw([]);

  constructor(readonly task: LongTask) {}

  async load(): Promise<void> {
    this.folders = await api.cutOffExports().catch(() => []);
  }

  /** Takes away what one of them has written. */
  async takeAway(folder: string): Promise<void> {
    await this.task.do("cut-off", () => api.deleteExport(folder));
    await this.load();
  }

  /** Leaves it, and names it no longer. */
  async leave(folder: string): Promise<void> {
    await this.task.do("cut-off", () => api.keepExport(folder));
    await this.load();
  }
}
