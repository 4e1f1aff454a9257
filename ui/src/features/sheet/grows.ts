import type { Attachment } from "svelte/attachments";

/** Keeps a text area as high as its text; `text` is read so that it follows every change. */
export function grows(text: () => string): Attachment<HTMLTextAreaElement> {
  return (area) => {
    const settle = () => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight}px`;
    };
    const sizes = new ResizeObserver(settle);
    sizes.observe(area.parentElement ?? area);
    void text();
    settle();
    return () => sizes.disconnect();
  };
}
