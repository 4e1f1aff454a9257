import type { Component } from "svelte";
import Anchor from "@lucide/svelte/icons/anchor";
import Bird from "@lucide/svelte/icons/bird";
import Cherry from "@lucide/svelte/icons/cherry";
import Cloud from "@lucide/svelte/icons/cloud";
import Clover from "@lucide/svelte/icons/clover";
import Compass from "@lucide/svelte/icons/compass";
import Feather from "@lucide/svelte/icons/feather";
import Fence from "@lucide/svelte/icons/fence";
import Fish from "@lucide/svelte/icons/fish";
import Flower from "@lucide/svelte/icons/flower-2";
import GraduationCap from "@lucide/svelte/icons/graduation-cap";
import Key from "@lucide/svelte/icons/key-round";
import Lamp from "@lucide/svelte/icons/lamp";
import Leaf from "@lucide/svelte/icons/leaf";
import MessagesSquare from "@lucide/svelte/icons/messages-square";
import Moon from "@lucide/svelte/icons/moon";
import Mountain from "@lucide/svelte/icons/mountain";
import Music from "@lucide/svelte/icons/music-2";
import NotebookPen from "@lucide/svelte/icons/notebook-pen";
import PenLine from "@lucide/svelte/icons/pen-line";
import Rabbit from "@lucide/svelte/icons/rabbit";
import Shell from "@lucide/svelte/icons/shell";
import Snail from "@lucide/svelte/icons/snail";
import Sprout from "@lucide/svelte/icons/sprout";
import Star from "@lucide/svelte/icons/star";
import Sun from "@lucide/svelte/icons/sun";
import Tree from "@lucide/svelte/icons/tree-deciduous";
import Turtle from "@lucide/svelte/icons/turtle";
import Waypoints from "@lucide/svelte/icons/waypoints";
import Waves from "@lucide/svelte/icons/waves-horizontal";
import Wheat from "@lucide/svelte/icons/wheat";
import Stone from "./components/Stone.svelte";

/** An icon of the set: 24 by 24, drawn in the current colour. */
export type Icon = Component<{ class?: string; strokeWidth?: number | string }>;

/** What a client can be shown by. */
export const GLYPHS: Record<string, Icon> = {
  bird: Bird,
  tree: Tree,
  sprout: Sprout,
  feather: Feather,
  wheat: Wheat,
  shell: Shell,
  moon: Moon,
  stone: Stone,
  leaf: Leaf,
  flower: Flower,
  sun: Sun,
  cloud: Cloud,
  star: Star,
  snail: Snail,
  fish: Fish,
  rabbit: Rabbit,
  turtle: Turtle,
  clover: Clover,
  cherry: Cherry,
  mountain: Mountain,
  waves: Waves,
  anchor: Anchor,
  key: Key,
  lamp: Lamp,
};

/** The six hues that go with a glyph. */
export const HUES = ["teal", "moss", "plum", "blue", "ochre", "rose"] as const;

const FORM_ICONS: Record<string, Icon> = {
  waypoints: Waypoints,
  fence: Fence,
  "messages-square": MessagesSquare,
  compass: Compass,
  "music-2": Music,
  music: Music,
  "pen-line": PenLine,
  sun: Sun,
  moon: Moon,
  feather: Feather,
  "graduation-cap": GraduationCap,
};

/** The glyph of that name; a leaf where a newer version knows one that this one does not. */
export const glyph = (name: string): Icon => GLYPHS[name] ?? Leaf;

/** A form's icon, by the name that its definition gives. */
export const formIcon = (name: string): Icon => FORM_ICONS[name] ?? NotebookPen;

/** A hue as a class name; unknown ones stay soft. */
export const hueClass = (hue: string) => (HUES.some((known) => known === hue) ? hue : "");
