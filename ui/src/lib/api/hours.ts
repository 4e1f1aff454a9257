import type { HoursFile } from "../bindings/HoursFile";
import type { HoursPage } from "../bindings/HoursPage";
import type { HoursPaper } from "../bindings/HoursPaper";
import type { HoursPeriod } from "../bindings/HoursPeriod";
import type { HoursRow } from "../bindings/HoursRow";
import type { HoursStanding } from "../bindings/HoursStanding";
import type { HoursWeek } from "../bindings/HoursWeek";
import type { Placement } from "../bindings/Placement";
import type { SavedPage } from "../bindings/SavedPage";
import type { SchemeLine } from "../bindings/SchemeLine";
import type { SchemeSaved } from "../bindings/SchemeSaved";
import type { SignedHours } from "../bindings/SignedHours";
import { invoke } from "./bridge";

/** Placements, schemes and what was signed. */
export type HoursLists = [Placement[], SchemeLine[], SignedHours[]];

export const hoursLists = () => invoke<HoursLists>("hours_lists");
export const savePlacement = (placement: Placement) =>
  invoke<Placement>("save_placement", { placement });
export const hoursWeek = (day: string, placement: string | null) =>
  invoke<HoursWeek>("hours_week", { day, placement });
export const putHours = (rows: HoursRow[], day: string, placement: string | null) =>
  invoke<HoursWeek>("put_hours", { rows, day, placement });
export const hoursStanding = (scheme: string) =>
  invoke<HoursStanding>("hours_standing", { scheme });
export const saveScheme = (own: string | null, text: string) =>
  invoke<SchemeSaved>("save_scheme", { own, text });
export const removeScheme = (own: string) => invoke<null>("remove_scheme", { own });
export const signHours = (period: HoursPeriod, on: string) =>
  invoke<SignedHours>("sign_hours", { period, on });
export const unsignHours = (id: string) => invoke<null>("unsign_hours", { id });
export const hoursPage = (what: HoursPaper, period: HoursPeriod) =>
  invoke<HoursPage>("hours_page", { what, period });
export const saveHoursFile = (file: HoursFile, period: HoursPeriod) =>
  invoke<SavedPage | null>("save_hours_file", { file, period });
