import * as api from "$lib/api";
import type { Health } from "$lib/bindings/Health";
import type { LongTask } from "../../workspace/backups/long-task.svelte";

/** The long check. */
export class HealthCheck {
  health: Health | null = $state.raw(null);

  constructor(readonly task: LongTask) {}

  async check(): Promise<void> {
    const health = await this.task.do("health", api.checkHealth);
    if (health) this.health = health;
  }
}
