import { listen } from "@tauri-apps/api/event";
import type { AttachProgress } from "../bindings/AttachProgress";
import type { Attachment } from "../bindings/Attachment";
import type { SavedPage } from "../bindings/SavedPage";
import { invoke } from "./bridge";

export const pickAttachment = (entry: string) =>
  invoke<Attachment | null>("pick_attachment", { entry });
export const attachDropped = (entry: string) => invoke<Attachment[]>("attach_dropped", { entry });
export const attachPasted = (entry: string) => invoke<Attachment[]>("attach_pasted", { entry });
export const cancelAttaching = () => invoke<null>("cancel_attaching");
export const attachment = (id: string) => invoke<Attachment>("attachment", { id });
export const describeAttachment = (id: string, alt: string) =>
  invoke<Attachment>("describe_attachment", { id, alt });
export const saveAttachment = (id: string) => invoke<SavedPage | null>("save_attachment", { id });

/** A picture as plain pixels, neither side longer than `most`; nothing of it is decoded here. */
export async function drawAttachment(id: string, most: number): Promise<ImageData> {
  const drawn = await invoke<ArrayBuffer>("draw_attachment", { id, most });
  const size = new DataView(drawn);
  const [width, height] = [size.getUint32(0, true), size.getUint32(4, true)];
  return new ImageData(new Uint8ClampedArray(drawn, 8), width, height);
}

/** Hears how far the adding of a file is. */
export const onAttachProgress = (then: (progress: AttachProgress) => void) =>
  listen<AttachProgress>("attach-progress", ({ payload }) => then(payload));

/** Hears that files were dropped on the window, and where, in points of the page. */
export const onFilesDropped = (then: (at: { x: number; y: number }) => void) =>
  listen<{ x: number; y: number }>("files-dropped", ({ payload }) => then(payload));
