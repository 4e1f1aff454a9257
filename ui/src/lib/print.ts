/** Prints one part of the page; `base.css` leaves out everything around it. */
export function printPart(part: Element | null | undefined): void {
  if (!part) return;
  part.setAttribute("data-print", "");
  window.print();
  part.removeAttribute("data-print");
}
