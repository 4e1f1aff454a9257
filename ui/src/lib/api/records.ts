import type { Client } from "../bindings/Client";
import type { ClientPage } from "../bindings/ClientPage";
import type { Course } from "../bindings/Course";
import type { CoursePage } from "../bindings/CoursePage";
import type { Merge } from "../bindings/Merge";
import type { MinutesOf } from "../bindings/MinutesOf";
import type { PictureRequest } from "../bindings/PictureRequest";
import type { Piece } from "../bindings/Piece";
import type { PiecePage } from "../bindings/PiecePage";
import type { Scene } from "../bindings/Scene";
import type { Symbol } from "../bindings/Symbol";
import type { SymbolPage } from "../bindings/SymbolPage";
import type { Thread } from "../bindings/Thread";
import type { ThreadPage } from "../bindings/ThreadPage";
import { invoke } from "./bridge";

export const saveClient = (client: Client) => invoke<Client>("save_client", { client });
export const listClients = () => invoke<Client[]>("list_clients");
export const likelyClients = () => invoke<string[]>("likely_clients");
export const clientPage = (id: string) => invoke<ClientPage>("client_page", { id });
export const mergeClients = (from: string, into: string) =>
  invoke<Merge>("merge_clients", { from, into });
export const continueMerge = () => invoke<Merge>("continue_merge");
export const continueUnmerge = () => invoke<Merge>("continue_unmerge");
export const listCourses = () => invoke<Course[]>("list_courses");
export const saveCourse = (course: Course) => invoke<Course>("save_course", { course });
export const coursePage = (id: string) => invoke<CoursePage>("course_page", { id });
export const listThreads = () => invoke<Thread[]>("list_threads");
export const saveThread = (thread: Thread) => invoke<Thread>("save_thread", { thread });
export const mergeThreads = (from: string, into: string) =>
  invoke<Thread>("merge_threads", { from, into });
export const threadPage = (id: string) => invoke<ThreadPage>("thread_page", { id });
export const listSymbols = () => invoke<Symbol[]>("list_symbols");
export const saveSymbol = (symbol: Symbol) => invoke<Symbol>("save_symbol", { symbol });
export const mergeSymbols = (from: string, into: string) =>
  invoke<Symbol>("merge_symbols", { from, into });
export const symbolPage = (id: string) => invoke<SymbolPage>("symbol_page", { id });
export const listPieces = () => invoke<Piece[]>("list_pieces");
export const savePiece = (piece: Piece) => invoke<Piece>("save_piece", { piece });
export const mergePieces = (from: string, into: string) =>
  invoke<Piece>("merge_pieces", { from, into });
export const piecePage = (id: string) => invoke<PiecePage>("piece_page", { id });
export const picture = (request: PictureRequest) => invoke<Scene>("picture", { request });
export const minutes = () => invoke<MinutesOf[]>("minutes");
