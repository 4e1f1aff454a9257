import type { about } from "./about";
import type { calendar } from "./calendar";
import type { records } from "./records";
import type { workspace } from "./workspace";
import type { Differences } from "./english";
import type { entry } from "./entry";
import type { pictures } from "./pictures";
import type { search } from "./search";
import type { settings } from "./settings";
import type { sheets } from "./sheets";

/** Everything that American English spells or says otherwise than the messages do. */
export const american: {
  about: Differences<typeof about>;
  calendar: Differences<typeof calendar>;
  records: Differences<typeof records>;
  workspace: Differences<typeof workspace>;
  entry: Differences<typeof entry>;
  pictures: Differences<typeof pictures>;
  search: Differences<typeof search>;
  settings: Differences<typeof settings>;
  sheets: Differences<typeof sheets>;
} = {
  about: { licences: "Licenses" },
  calendar: {
    goToExample: "nov 3, last monday",
    wrong: "That is not a date. Try Nov 12, 2026-11-12 or -3.",
  },
  records: {
    headFields: { basket: "Question for consultation" },
    addToBasket: "Add to consultation basket",
    minutesLead: "Inner work and consultation, by month and kind, as you logged them.",
    noMinutes: "No minutes logged yet. They come from the inner-work log and from consultation.",
  },
  workspace: {
    basket: "Consultation basket",
    supervisionFlag: "Consultation",
    onlyBasket: "Only what waits for consultation",
  },
  entry: {
    acted: { supervisor: "consultant or supervisor" },
    dayExample: "Nov 12, or -3 for three days ago",
    notADay: "That is not a date. Try Nov 12, 2026-11-12 or -3.",
    question: "One question for consultation",
    mineAloneSays: "Exports and consultation pages leave it out, unless you ask for it.",
    basketOff: "Add to consultation basket",
    basketTake: "Take out of the consultation basket",
  },
  pictures: {
    names: { supervision_windows: "Consultation windows" },
    questions: {
      steering: "When do I lead against my judgment? After which sessions?",
      arc_of_a_course: "The whole course on one page, as you would tell it in consultation.",
    },
  },
  search: { otherFields: { basket: "Question for consultation" } },
  settings: {
    clientsLead: "A client has an alias, an icon and a color here. There is no field for a name.",
    hue: "Color",
  },
  sheets: {
    on: "For the consultation on",
    supervisors: "Consultants and supervisors",
    addSupervisor: "Add a consultant or supervisor by an alias",
  },
};
