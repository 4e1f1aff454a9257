import type { Head } from "$lib/bindings/Head";

/** The page whose head is marked. */
interface Marked {
  readonly head: Head;
  readonly editable: boolean;
  setHead(change: Partial<Head>): void;
}

/** The marks of an entry's head: its flags, and the answers that are for the writer alone. */
export class HeadMarks {
  constructor(readonly page: Marked) {}

  /** Raises a flag, or removes it. */
  toggleFlag(flag: string): void {
    const { flags } = this.page.head;
    const others = flags.filter((raised) => raised.flag !== flag);
    const raised = [...others, { flag, later: false }];
    this.page.setHead({ flags: others.length < flags.length ? others : raised });
  }

  /** Sets whether a flag asks again later on. */
  setFlagLater(flag: string, later: boolean): void {
    const { flags } = this.page.head;
    this.page.setHead({
      flags: flags.map((raised) => (raised.flag === flag ? { flag, later } : raised)),
    });
  }

  /** Marks an answer as the writer's alone, or removes the mark. */
  toggleMineAloneField(key: string): void {
    if (!this.page.editable) return;
    const { mine_alone_fields: marked } = this.page.head;
    const others = marked.filter((other) => other !== key);
    this.page.setHead({
      mine_alone_fields: others.length < marked.length ? others : [...others, key],
    });
  }
}
