import { afterEach, describe, expect, it } from "vitest";
import { englishOf, firstDayOf, Locale, locale } from "./locale.svelte";
import { figure, share } from "./messages/common";
import { dayInWords, longMoment, momentAt } from "./moments";
import { readDay } from "./typed-dates";

const now = momentAt("2026-11-12", 15 * 60);

describe("the locale", () => {
  afterEach(() => {
    locale.chosen = null;
  });

  it("takes the English of the system's language, and British where it is another", () => {
    const languages = ["en-US", "en", "en-PH", "en-GB", "en-CA", "de-DE", "", "?"];
    expect(languages.map(englishOf)).toEqual([
      "en-US",
      "en-US",
      "en-US",
      "en-GB",
      "en-GB",
      "en-GB",
      "en-GB",
      "en-GB",
    ]);
  });

  it("takes dates of the region and words of the language, unless one is chosen for both", () => {
    const own = new Locale("de-DE", "en-US");
    expect([own.english, own.dates, own.monthFirst, own.twelveHours]).toEqual([
      "en-US",
      "en-GB",
      false,
      false,
    ]);
    own.chosen = "en-US";
    expect([own.english, own.dates, own.monthFirst, own.twelveHours]).toEqual([
      "en-US",
      "en-US",
      true,
      true,
    ]);
    own.chosen = "en-GB";
    expect([own.english, own.dates, own.monthFirst, own.twelveHours]).toEqual([
      "en-GB",
      "en-GB",
      false,
      false,
    ]);
  });

  it("starts the week on Sunday in the United States and on Monday in the United Kingdom", () => {
    expect(["en-US", "en-GB", "de-DE", ""].map(firstDayOf)).toEqual([7, 1, 1, 1]);
  });

  it("writes and reads dates as it is chosen", () => {
    locale.chosen = "en-GB";
    expect([longMoment(now, now), dayInWords("2026-03-04"), readDay("3/4/2026", now)]).toEqual([
      "Thursday 12 November, 15:00",
      "4 March 2026",
      "2026-04-03",
    ]);
    locale.chosen = "en-US";
    expect([
      longMoment(now, now).replace("\u202f", " "),
      dayInWords("2026-03-04"),
      readDay("3/4/2026", now),
    ]).toEqual(["Thursday, November 12, 3:00 PM", "March 4, 2026", "2026-03-04"]);
  });

  it("writes numbers and shares through Intl", () => {
    expect([figure(12_400), share(0.4)]).toEqual(["12,400", "40%"]);
  });
});
