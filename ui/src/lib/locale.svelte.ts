import type { English } from "./bindings/English";

declare global {
  interface Window {
    /** The region of the system's dates, as the shell read it: `de-DE`, `system`, or empty. */
    stillroomRegion?: string;
    /** The language of the system's words, as the shell read it: `en-US`, `system`, or empty. */
    stillroomLanguage?: string;
  }
}

/** Countries that write the month before the day where a year does not lead. */
const MONTH_FIRST = new Set([
  "US",
  "AS",
  "FM",
  "GU",
  "MH",
  "MP",
  "PH",
  "PR",
  "PW",
  "UM",
  "VI",
  "CN",
  "HU",
  "JP",
  "KP",
  "KR",
  "MN",
  "TW",
]);
/** Countries whose English is spelled as in the United States. */
const AMERICAN = new Set(["US", "AS", "FM", "GU", "MH", "MP", "PH", "PR", "PW", "UM", "VI"]);
/** Countries whose calendars start the week on Sunday, for engines that do not know. */
const SUNDAY_FIRST = new Set([
  ...AMERICAN,
  "BR",
  "CA",
  "HK",
  "IL",
  "IN",
  "JP",
  "KR",
  "MX",
  "TW",
  "ZA",
]);

function known(tag: string): Intl.Locale | null {
  try {
    return tag === "" ? null : new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
}

const told = (setting: string | undefined) =>
  setting === "system" ? navigator.language : (setting ?? "");

/** Returns the English of a language such as `en-US`; British where it is not known. */
export function englishOf(language: string): English {
  const tag = known(language);
  return tag?.language === "en" && AMERICAN.has(tag.region ?? "") ? "en-US" : "en-GB";
}

/** Whether 11/12 is the twelfth of November in that region. */
export const isMonthFirst = (region: string) => MONTH_FIRST.has(known(region)?.region ?? "");

/** Whether clocks go from one to twelve twice there. */
export function hasTwelveHours(region: string): boolean {
  if (!known(region)) return false;
  return new Intl.DateTimeFormat(region, { hour: "numeric" }).resolvedOptions().hour12 === true;
}

/** Returns the first day of the week there, 1 for Monday and 7 for Sunday. */
export function firstDayOf(region: string): number {
  const tag = known(region) as (Intl.Locale & { getWeekInfo?: () => { firstDay: number } }) | null;
  return tag?.getWeekInfo?.().firstDay ?? (SUNDAY_FIRST.has(tag?.region ?? "") ? 7 : 1);
}

/** How the window spells, and how it reads and writes numbers, dates and times. */
export class Locale {
  /** The English chosen in the settings; null follows the system. */
  chosen: English | null = $state(null);
  readonly #region: string;
  readonly #language: string;

  constructor(region: string, language: string) {
    this.#region = region;
    this.#language = language;
  }

  /** The English of the window's words and numbers. */
  readonly english: English = $derived.by(() => this.chosen ?? englishOf(this.#language));
  /** The region whose dates and clock are read and shown; empty where it is not known. */
  readonly region: string = $derived.by(() => this.chosen ?? this.#region);
  readonly monthFirst: boolean = $derived(isMonthFirst(this.region));
  readonly twelveHours: boolean = $derived(hasTwelveHours(this.region));
  readonly firstDay: number = $derived(firstDayOf(this.region));
  /** The English in which dates are shown: that of the region, or one that orders them like it. */
  readonly dates: string = $derived(
    known(this.region)?.language === "en" ? this.region : this.monthFirst ? "en-US" : "en-GB",
  );
}

/** The one locale of the page. */
export const locale = new Locale(
  told(window.stillroomRegion),
  told(window.stillroomLanguage ?? window.stillroomRegion),
);
