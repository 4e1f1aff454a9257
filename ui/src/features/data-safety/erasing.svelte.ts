import * as api from "$lib/api";
import type { ErasePlan } from "$lib/bindings/ErasePlan";
import type { EraseTarget } from "$lib/bindings/EraseTarget";
import type { Erasure } from "$lib/bindings/Erasure";
import type { LongTask } from "../../workspace/backups/long-task.svelte";

/** Erasing, in two steps: what would go is shown, and exactly that then goes. */
export class Erasing {
  plan: ErasePlan | null = $state.raw(null);
  done: Erasure | null = $state.raw(null);
  reason = $state("");

  constructor(readonly task: LongTask) {}

  /** Whether the dialog is open. */
  get open(): boolean {
    return this.plan !== null || this.done !== null;
  }

  async ask(target: EraseTarget): Promise<void> {
    this.close();
    this.plan = await this.task.do("plan", () => api.planErase(target));
  }

  /** Whether what is shown can go. */
  get possible(): boolean {
    const plan = this.plan;
    if (!plan) return false;
    const held = plan.held > 0 && plan.target.target !== "trash";
    return !held && (plan.entries > 0 || plan.target.target === "client");
  }

  async erase(): Promise<boolean> {
    const plan = this.plan;
    if (!plan || !this.possible) return false;
    const reason = this.reason;
    const done = await this.task.do("erase", () => api.erase(plan.target, plan.stamp, reason));
    if (!done) return false;
    this.plan = null;
    this.done = done;
    return true;
  }

  close(): void {
    this.plan = null;
    this.done = null;
    this.reason = "";
  }
}
