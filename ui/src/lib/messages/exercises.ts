import type { Rhythm } from "../bindings/Rhythm";
import { figure } from "./common";

const weekdays = [
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
] as const;

const rhythms: Record<Rhythm, string> = { quarterly: "four times a year", weekly: "every week" };

export const exercises = {
  weekdays,
  practice: "Practice",
  exercises: "Exercises",
  exercisesLead:
    "Short self-reflection, one step at a time. Stop whenever you like; your answers are saved.",
  unfinished: "Unfinished",
  allExercises: "All exercises",
  minutes: (count: number) => `${count} min`,
  step: (now: number, of: number) => `Step ${now} of ${of}`,
  begunOn: (day: string) => `started ${day}`,
  aside: "Set aside",
  takeUp: "Resume",
  put: "Set aside",
  lastDone: (day: string) => `last ${day}`,
  rhythms,
  weeksBack: "Weeks you came back",
  weeksBackNone: "Weeks you do an exercise appear here. Missed weeks aren’t counted.",
  weekOf: (day: string) => `week of ${day}`,
  begin: "Begin",
  beginOf: (exercise: string) => `Begin ${exercise}`,
  next: "Next",
  finish: "Finish",
  previous: "Back",
  leave: "save and close",
  withoutKeeping: "Write without saving",
  notKept: "Nothing you write here is saved",
  leaveUnkept: "close; nothing is saved",
  finishedUnkept: "Finished. Nothing was saved.",
  newLine: "new line",
  forClient: "About",
  nobody: "nobody in particular",
  landed: (journal: string) => `Saved in ${journal}.`,
  finishedBare: "Finished. You wrote nothing, so Stillroom made no entry.",
  startClock: "Start the timer",
  clockLeft: (left: string) => `${left} left`,
  clockOver: "Time’s up. Take longer if you like.",
  stopClock: "Stop",
  weekWords: "The week’s words",
  heaviest: "Heaviest",
  lightest: "Lightest",
  openAsks: (count: number) =>
    count === 1 ? "One follow-up is open." : `${figure(count)} follow-ups are open.`,
  lastTime: (day: string) => `Last time, ${day}`,
  path: "Twelve-week path",
  pathLead:
    "Seven exercises, some of them twice. If you miss a week, the path waits.",
  pathBegin: "Begin the path",
  pathLeave: "Stop the path",
  pathLeft: "You stopped the path. What you finished stays.",
  pathWeek: (week: number) => `Week ${week}`,
  pathDone: (day: string) => `done ${day}`,
  pathRemind: "Remind me on Today",
  pathNever: "never",
  exerciseOn: "Exercise on this entry",
  besideEntry: "About the entry you came from.",
  besideNone: "Not about this entry",
};
