import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// A zone whose offset is no whole hour: code that mixes up local time and UTC fails here, on every machine.
process.env.TZ = "Asia/Kathmandu";

/** Its codes for a connection that ended before it was ready, by the statement that came too late. */
const CUT_WHILE_SET_UP = new Set(["ER_INITIAL_SQL_ERROR", "ER_WRONG_IANA_TIMEZONE"]);

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
    env: {
      TZ: "Asia/Kathmandu",
      LOG_LEVEL: "silent",
      // A test never makes or reads the secret of the checkout it runs in.
      GATEHOUSE_DATA_DIR: join(tmpdir(), "gatehouse-tests"),
      GATEHOUSE_SECRET: "the-secret-of-the-tests-protects-nothing",
    },
    // MariaDB's driver drops a promise of its own when a connection is cut while it is being set up; the product logs it.
    onUnhandledError: (error) => !("code" in error && CUT_WHILE_SET_UP.has(String(error.code))),
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
          // The tests wait for databases more than they compute; with one worker fewer than cores half the machine would idle.
          maxWorkers: "100%",
          include: ["**/*.int.test.ts"],
          exclude: ignored,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
