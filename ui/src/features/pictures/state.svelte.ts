import * as api from "$lib/api";
import type { Scene } from "$lib/bindings/Scene";
import { entryOf } from "$lib/scene";
import { picturePlace, type Asked } from "../../workspace/pictures";
import type { Workspace } from "../../workspace/workspace.svelte";

/** Widths step by this, so that a window that is drawn larger does not ask at every pixel. */
const STEP = 20;

/** A picture on its page: what it is asked for, what came of it, and the mark that has the focus. */
export class PicturePage {
  scene: Scene | null = $state.raw(null);
  /** The mark that has the focus, or would have it. */
  at = $state(0);
  #workspace: Workspace;
  #step = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** The row of the mark that has the focus. */
  get row(): number | null {
    return this.scene?.marks[this.at]?.row ?? null;
  }

  /** Fetches the picture, as wide as there is room; again as long as older notes are being read. */
  async load(asked: Asked, room: number): Promise<void> {
    const step = (this.#step += 1);
    const request = { ...asked, width: Math.floor(room / STEP) * STEP, for_others: false };
    let incomplete = true;
    while (incomplete && step === this.#step) {
      const scene = await this.#workspace.notices.attempt(() => api.picture(request));
      if (!scene || step !== this.#step) return;
      this.#show(scene);
      incomplete = scene.incomplete;
    }
  }

  /** Asks for something else in place of what is shown. */
  ask(asked: Asked, change: Partial<Asked>): void {
    this.#workspace.navigation.put(picturePlace({ ...asked, page: 0, ...change }));
  }

  /** The newest mark of a row of the table. */
  markOf(row: number): number {
    return Math.max(0, this.scene?.marks.findIndex((mark) => mark.row === row) ?? 0);
  }

  #show(scene: Scene): void {
    const before = this.scene ? entryOf(this.scene, this.at) : null;
    this.scene = scene;
    const same =
      before === null ? -1 : scene.marks.findIndex((_, index) => entryOf(scene, index) === before);
    // The newest of the first lane is where one looks first.
    const first = scene.marks.findLastIndex((mark) => mark.lane === 0);
    this.at = same >= 0 ? same : Math.max(0, first);
  }
}
