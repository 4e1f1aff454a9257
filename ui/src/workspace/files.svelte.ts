import * as api from "$lib/api";
import type { Attachment } from "$lib/bindings/Attachment";
import type { AttachProgress } from "$lib/bindings/AttachProgress";
import { attachments as t } from "$lib/messages";
import { FILES_PASTED } from "$lib/prose/paste";
import { putFile } from "$lib/prose/put-file";
import type { EntryPage } from "./entry/page.svelte";
import type { Notices } from "./notices.svelte";

/** Adds files to the entry on the page: picked, or dropped on one of its texts. */
export class Files {
  /** Whether one is being added. */
  adding = $state(false);
  /** How far it is; none until the first piece is written. */
  progress: AttachProgress | null = $state.raw(null);
  readonly #page: () => EntryPage | null;
  readonly #notices: Notices;

  constructor(page: () => EntryPage | null, notices: Notices) {
    this.#page = page;
    this.#notices = notices;
  }

  /** Hears of progress, and of files that are dropped or pasted; returns what ends it. */
  listen(): () => void {
    const paste = () => void this.paste();
    window.addEventListener(FILES_PASTED, paste);
    const ends = [
      api.onAttachProgress((progress) => (this.progress = progress)),
      api.onFilesDropped((at) => void this.#drop(at)),
    ];
    return () => {
      window.removeEventListener(FILES_PASTED, paste);
      for (const end of ends) void end.then((stop) => stop());
    };
  }

  /** Has a file picked and puts it where the caret is. */
  async pick(): Promise<void> {
    const page = this.#page();
    if (!page?.editable || this.adding) return;
    if (!page.caretMemory.takesFile) {
      this.#notices.say(t.noText);
      return;
    }
    await this.#add(
      async () => {
        const file = await api.pickAttachment(page.id);
        return file ? [file] : [];
      },
      (file) => page.caretMemory.putFile(file.id),
    );
  }

  /** Puts the files or the picture on the clipboard where the caret is. */
  async paste(): Promise<void> {
    const page = this.#page();
    if (!page?.editable || !page.caretMemory.takesFile || this.adding) return;
    await this.#add(
      () => api.attachPasted(page.id),
      (file) => page.caretMemory.putFile(file.id),
    );
  }

  /** Gives up the file that is being added. */
  cancel(): void {
    void this.#notices.attempt(() => api.cancelAttaching());
  }

  async #drop({ x, y }: { x: number; y: number }): Promise<void> {
    const page = this.#page();
    if (!page?.editable || this.adding) return;
    const path = page.finding.pathAt(document.elementFromPoint(x, y));
    const editor = path === null ? null : page.finding.editorOf(path);
    if (!editor) return;
    const at = editor.view.posAtCoords({ left: x, top: y });
    editor
      .chain()
      .focus()
      .setTextSelection(at?.pos ?? editor.state.doc.content.size)
      .run();
    await this.#add(
      () => api.attachDropped(page.id),
      (file) => putFile(editor, file.id),
    );
  }

  async #add(add: () => Promise<Attachment[]>, put: (file: Attachment) => boolean): Promise<void> {
    this.adding = true;
    this.progress = null;
    const added = await this.#notices.attempt(add);
    this.adding = false;
    this.progress = null;
    for (const file of added ?? []) {
      if (!put(file)) this.#notices.say(t.noText);
    }
  }
}
