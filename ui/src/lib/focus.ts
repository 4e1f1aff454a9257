import type { Attachment } from "svelte/attachments";

const CONTROL =
  "a[href], button, input, select, textarea, summary, [contenteditable=true], [tabindex='0']";

/** The parts of the workspace that the focus goes round. */
export const REGIONS = ".rail, .list, main";

/** Whether the element can have the focus now. */
export function canFocus(element: HTMLElement): boolean {
  return (
    element.isConnected &&
    !element.matches(":disabled") &&
    element.closest("[inert]") === null &&
    element.checkVisibility({ visibilityProperty: true })
  );
}

/** The first control in an element that Tab would come to. */
export function firstControl(within: Element): HTMLElement | null {
  const all = [within, ...within.querySelectorAll(CONTROL)];
  return (
    all.find(
      (one): one is HTMLElement =>
        one instanceof HTMLElement && one.matches(CONTROL) && one.tabIndex >= 0 && canFocus(one),
    ) ?? null
  );
}

/** Moves the focus to a heading, which Tab passes over. */
export function focusHeading(heading: HTMLElement): void {
  heading.tabIndex = -1;
  heading.focus();
}

/** The heading of what is shown: of the page, or of the list where there is only that. */
export function headingOf(app: HTMLElement): HTMLElement | null {
  const shown = (selector: string) =>
    [...app.querySelectorAll<HTMLElement>(selector)].find((one) => one.checkVisibility()) ?? null;
  return shown("main h1") ?? shown(".list h1");
}

/** Where an element stood: its place among its siblings, at every level up to its region. */
interface Trace {
  element: HTMLElement;
  levels: { parent: Element; index: number }[];
}

function traceOf(element: HTMLElement): Trace {
  const levels: Trace["levels"] = [];
  let child: Element = element;
  while (child.parentElement && !child.parentElement.matches(REGIONS)) {
    const parent: Element = child.parentElement;
    levels.push({ parent, index: [...parent.children].indexOf(child) });
    child = parent;
  }
  return { element, levels };
}

/**
 * What stands where an element stood: what replaced it, else what follows it, else what is before
 * it; then the same one level up.
 */
export function successor({ levels }: Trace): HTMLElement | null {
  for (const { parent, index } of levels) {
    if (!parent.isConnected) continue;
    const parts = [...parent.children];
    for (const part of [...parts.slice(index), ...parts.slice(0, index).reverse()]) {
      const found = firstControl(part);
      if (found) return found;
    }
  }
  return null;
}

/** How long whatever moves the focus by itself has time to do so. */
const GRACE_MS = 80;

/**
 * Keeps the focus in the workspace: when the element that has it goes away, what took its place
 * gets it. `otherwise` moves the focus where nothing has taken the place.
 */
export function keepsFocus(otherwise: () => void): Attachment<HTMLElement> {
  return (app) => {
    // The last element of all, which may lie in a dialog, and the last one in the workspace.
    let last: HTMLElement | null = null;
    let here: Trace | null = null;
    let waiting: ReturnType<typeof setTimeout> | undefined;

    const isLost = () => {
      const at = document.activeElement;
      const nowhere = at === null || at === document.body || at.matches(":disabled");
      // A click beside every control takes the focus too, and may.
      return nowhere && last !== null && !canFocus(last);
    };
    function restore() {
      if (!isLost() || document.querySelector("[role=dialog]") !== null) return;
      if (here && here.element !== last && canFocus(here.element)) return here.element.focus();
      const next = here ? successor(here) : null;
      if (next) next.focus();
      else otherwise();
    }
    function look() {
      if (!isLost()) return;
      clearTimeout(waiting);
      waiting = setTimeout(restore, GRACE_MS);
    }
    function enter({ target }: FocusEvent) {
      if (!(target instanceof HTMLElement)) return;
      last = target;
      if (app.contains(target)) here = traceOf(target);
    }
    const observer = new MutationObserver(look);
    const watched = {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["disabled", "hidden", "inert"],
    };
    observer.observe(document.body, watched);
    document.addEventListener("focusin", enter);
    document.addEventListener("focusout", look);
    return () => {
      observer.disconnect();
      clearTimeout(waiting);
      document.removeEventListener("focusin", enter);
      document.removeEventListener("focusout", look);
    };
  };
}

/** How an element can be found again after its page was left and shown anew. */
export interface Mark {
  region: string;
  tag: string;
  name: string;
  /** Which one of those that are called the same. */
  nth: number;
}

const nameOf = (element: Element) =>
  (element.getAttribute("aria-label") ?? element.textContent ?? "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 160);

const alike = (region: Element, { tag, name }: Pick<Mark, "tag" | "name">) =>
  [...region.querySelectorAll<HTMLElement>(tag)].filter((one) => nameOf(one) === name);

/** Marks an element of the workspace, to find it again. */
export function markOf(element: Element | null): Mark | null {
  const region = element?.closest(REGIONS);
  if (!element || !region) return null;
  const [tag, name] = [element.tagName.toLowerCase(), nameOf(element)];
  const nth = alike(region, { tag, name }).indexOf(element as HTMLElement);
  const kind = region.matches("main") ? "main" : region.matches(".rail") ? ".rail" : ".list";
  return { region: kind, tag, name, nth: Math.max(0, nth) };
}

/** Finds a marked element again, if it is shown. */
export function findMarked(mark: Mark): HTMLElement | null {
  const region = document.querySelector(mark.region);
  const found = region ? alike(region, mark) : [];
  const element = found[mark.nth] ?? found.at(-1);
  return element && canFocus(element) ? element : null;
}

/** Waits until something is shown, for as long as a page may take to be fetched. */
export async function shown<T>(find: () => T | null, isStale: () => boolean): Promise<T | null> {
  const until = performance.now() + 2_000;
  for (;;) {
    const found = find();
    if (isStale()) return null;
    if (found || performance.now() > until) return found;
    await new Promise(requestAnimationFrame);
  }
}
