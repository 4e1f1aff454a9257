import type { Attachment } from "svelte/attachments";

/** Makes a text area as tall as its text; pass what it shows, so that it follows changes. */
export function fit(_shown: string): Attachment<HTMLTextAreaElement> {
  return (area) => {
    const grow = () => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight}px`;
    };
    grow();
    area.addEventListener("input", grow);
    const watch = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(grow);
    if (watch && area.parentElement) watch.observe(area.parentElement);
    return () => {
      area.removeEventListener("input", grow);
      watch?.disconnect();
    };
  };
}
