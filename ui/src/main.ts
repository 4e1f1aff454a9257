import "@fontsource-variable/source-serif-4/opsz.css";
import "@fontsource-variable/source-serif-4/opsz-italic.css";
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "@fontsource-variable/atkinson-hyperlegible-next/wght-italic.css";
import "$lib/tokens.css";
import "$lib/base.css";
import "$lib/prose.css";
import { mount } from "svelte";
import App from "./app/App.svelte";
import { undoFields } from "$lib/field-undo";
import { guardInput } from "$lib/input-guard";
import { turnSignsInFields } from "$lib/typing";

guardInput(window);
undoFields(window);
turnSignsInFields(window);
const target = document.getElementById("room");
if (target) mount(App, { target });
