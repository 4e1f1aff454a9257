import * as api from "$lib/api";
import type { LongTask } from "../../workspace/backups/long-task.svelte";

/** Exports that were cut off and may still hold readable files. */
export class UnfinishedExports {
  folders: readonly string[] = $state.raw([]);

  constructor(readonly task: LongTask) {}

  async load(): Promise<void> {
    this.folders = await api.cutOffExports().catch(() => []);
  }

  /** Deletes the files that one of them has written. */
  async delete(folder: string): Promise<void> {
    await this.task.do("cut-off", () => api.deleteExport(folder));
    await this.load();
  }

  /** Leaves its files where they are, and names it no longer. */
  async dismiss(folder: string): Promise<void> {
    await this.task.do("cut-off", () => api.dismissExport(folder));
    await this.load();
  }
}
