import { isKey } from "$lib/keys";
import { zoomed, zoomKey } from "$lib/zoom";
import type { AppSession } from "../workspace/session.svelte";

/** Keys by which some web views load or leave a page, or show what it is made of. */
const OF_THE_VIEW = [
  "F5",
  "Shift+F5",
  "Ctrl+F5",
  "Ctrl+R",
  "Ctrl+Shift+R",
  "Ctrl+U",
  "F12",
  "Ctrl+Shift+I",
];
const BACK_AND_ON = /^Browser/;

/** What locking and quitting are called by. */
const WAYS_OUT = [
  ["Ctrl+L", "lock"],
  ["Ctrl+Q", "quit"],
] as const;

/**
 * Keys that go before everything else, whatever is open: locking, quitting and zooming. To be called
 * while the event is captured. Keys of the web view itself do nothing.
 */
export function firstKeys(session: AppSession, event: KeyboardEvent): void {
  const way = WAYS_OUT.find(([keys]) => isKey(event, keys))?.[1];
  const zoom = session.workspace ? zoomKey(event) : null;
  if (way) void session[way]();
  else if (session.workspace && zoom !== null) {
    const { library } = session.workspace;
    const { settings } = library;
    void library.saveSettings({ ...settings, zoom: zoomed(settings.zoom ?? 100, zoom) });
  } else {
    const isOfTheView =
      BACK_AND_ON.test(event.key) || OF_THE_VIEW.some((keys) => isKey(event, keys));
    if (isOfTheView) event.preventDefault();
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
}

const BACK_BUTTONS = [3, 4];

/** Keeps the mouse's back buttons and files or links that are dropped from leading anywhere. */
export function refuseForeign(event: MouseEvent): void {
  const dropped = event instanceof DragEvent ? event.dataTransfer : null;
  const isForeign = dropped?.types.includes("Files") || dropped?.types.includes("text/uri-list");
  if (isForeign || (!dropped && BACK_BUTTONS.includes(event.button))) event.preventDefault();
  if (isForeign) event.stopImmediatePropagation();
}
