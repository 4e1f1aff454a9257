import type { BasketItem } from "../bindings/BasketItem";
import type { Entry } from "../bindings/Entry";
import { invoke } from "./bridge";

export const basket = () => invoke<BasketItem[]>("basket");
export const orderBasket = (order: string[]) => invoke<BasketItem[]>("order_basket", { order });
export const addQuestion = (text: string, thread: string | null) =>
  invoke<BasketItem[]>("add_question", { text, thread });
export const dropQuestion = (id: string) => invoke<BasketItem[]>("drop_question", { id });
export const markAsked = (id: string, asked: boolean) =>
  invoke<BasketItem>("mark_asked", { id, asked });
export const beginReflection = (brought: string[]) =>
  invoke<Entry>("begin_reflection", { brought });
