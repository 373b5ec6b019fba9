import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// A zone whose offset is no whole hour: code that mixes up local time and UTC fails here, on every machine.
process.env.TZ = "Asia/Kathmandu";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const ignored = ["node_modules/**", "dist/**", ".next/**", "data/**", "e2e/**"];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: path("./") },
      { find: /^server-only$/, replacement: path("./server/testing/empty-module.ts") },
    ],
  },
  test: {
    env: { TZ: "Asia/Kathmandu" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...ignored, "**/*.int.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["**/*.int.test.ts"],
          exclude: ignored,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
