import { listen } from "@tauri-apps/api/event";
import type { SavedSearch } from "../bindings/SavedSearch";
import type { SearchAnswer } from "../bindings/SearchAnswer";
import type { SearchRequest } from "../bindings/SearchRequest";
import { invoke } from "./bridge";

export const saveSearch = (search: SavedSearch) => invoke<SavedSearch>("save_search", { search });
export const deleteSearch = (id: string) => invoke<null>("delete_search", { id });
export const search = (request: SearchRequest) => invoke<SearchAnswer>("search", { request });
export const onIndexProgress = (then: (done: number, total: number) => void) =>
  listen<{ done: number; total: number }>("index-progress", ({ payload }) =>
    then(payload.done, payload.total),
  );
