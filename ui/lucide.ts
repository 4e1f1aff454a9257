import type { Plugin } from "vite";

/** An element of an icon: its tag and its attributes. */
type IconElement = [tag: string, attributes: Record<string, string>];

const ICON_FILE = /@lucide\/svelte\/dist\/icons\/[a-z0-9-]+\.svelte$/;
const ICON_DATA = /const iconData = (\{.*\});/;

/**
 * Replaces Lucide's icon components, which put each icon together while the window runs, by
 * components whose template is the finished SVG: Svelte copies such a template in one step.
 */
export function lucide(): Plugin {
  return {
    name: "lucide-templates",
    enforce: "pre",
    transform(code, id) {
      if (!ICON_FILE.test(id)) return null;
      const data = ICON_DATA.exec(code)?.[1];
      if (!data) throw new Error(`${id} does not say what its icon is made of`);
      return { code: iconComponent((JSON.parse(data) as { node: IconElement[] }).node), map: null };
    },
  };
}

/** Writes a Svelte component with the icon's class and stroke width as its properties. */
export function iconComponent(elements: IconElement[]): string {
  const inner = elements.map(([tag, attributes]) => {
    const pairs = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
    return `<${tag}${pairs.join("")} />`;
  });
  return `<script>
  let { class: className = "", strokeWidth = 2 } = $props();
</script>
<svg
  class="lucide {className}" width="24" height="24" viewBox="0 0 24 24" fill="none"
  stroke="currentColor" stroke-width={strokeWidth} stroke-linecap="round" stroke-linejoin="round"
  aria-hidden="true"
>${inner.join("")}</svg>
`;
}
