/** Says on a scrolling part whether there is more above or below, so that its ends can fade. */
export function fades(part: HTMLElement): () => void {
  const look = () => {
    const below = part.scrollHeight - part.clientHeight - part.scrollTop;
    part.toggleAttribute("data-above", part.scrollTop > 1);
    part.toggleAttribute("data-below", below > 1);
  };
  look();
  part.addEventListener("scroll", look, { passive: true });
  const sizes = new ResizeObserver(look);
  sizes.observe(part);
  const parts = new MutationObserver(look);
  parts.observe(part, { childList: true, subtree: true });
  return () => {
    part.removeEventListener("scroll", look);
    sizes.disconnect();
    parts.disconnect();
  };
}
