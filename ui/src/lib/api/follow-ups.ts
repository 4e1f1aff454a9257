import type { Card } from "../bindings/Card";
import type { Flag } from "../bindings/Flag";
import type { FollowUp } from "../bindings/FollowUp";
import { invoke } from "./bridge";

export const flags = () => invoke<Flag[]>("flags");
export const listFollowUps = (client: string | null) =>
  invoke<Card[]>("list_follow_ups", { client });
export const answerFollowUp = (id: string, answer: string) =>
  invoke<FollowUp>("answer_follow_up", { id, answer });
export const reopenFollowUp = (id: string) => invoke<FollowUp>("reopen_follow_up", { id });
