/** Moves the focus among the `[data-roving]` parts of a row by arrows, Home and End. */
export function rove(event: KeyboardEvent): boolean {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowDown: 1,
    ArrowLeft: -1,
    ArrowUp: -1,
    Home: -Infinity,
    End: Infinity,
  };
  const step = steps[event.key];
  const row = event.currentTarget;
  if (step === undefined || !(row instanceof HTMLElement) || event.ctrlKey || event.altKey) {
    return false;
  }
  const parts = [...row.querySelectorAll<HTMLElement>("[data-roving]")];
  const at = parts.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return false;
  const rtl = getComputedStyle(row).direction === "rtl" && event.key.match(/Right|Left/) !== null;
  const to = Math.max(0, Math.min(parts.length - 1, at + (rtl ? -step : step)));
  event.preventDefault();
  parts[to]?.focus();
  return true;
}
