import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { lucide } from "./lucide.ts";
import { version } from "./package.json" with { type: "json" };

export default defineConfig({
  base: "./",
  plugins: [lucide(), svelte()],
  define: { "import.meta.env.VITE_VERSION": JSON.stringify(version) },
  build: {
    target: "safari17",
    // Fonts stay files: the content policy allows no `data:` fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
  resolve: {
    alias: { $lib: fileURLToPath(new URL("./src/lib", import.meta.url)) },
    ...(process.env.VITEST ? { conditions: ["browser"] } : {}),
  },
  // The guide for clinicians is one text for the window and the documentation.
  server: { fs: { allow: [".", "../docs"] } },
  test: { environment: "jsdom", include: ["src/**/*.test.ts"] },
});
