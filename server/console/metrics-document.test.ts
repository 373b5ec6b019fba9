import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const NAME = /"(gatehouse_[a-z_]*[a-z])"/g;

function namesInSources(): Set<string> {
  const paths = readdirSync(join(root, "server"), { recursive: true, encoding: "utf8" });
  const sources = paths.filter((path) => path.endsWith("metrics.ts"));
  return new Set(
    sources.flatMap((path) => {
      const text = readFileSync(join(root, "server", path), "utf8");
      return [...text.matchAll(NAME)].map(([, name = ""]) => name);
    }),
  );
}

test("every metric is described in docs/metrics.md, and nothing there is made up", () => {
  const document = readFileSync(join(root, "docs/metrics.md"), "utf8");
  const described = new Set(
    document
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`(gatehouse_\w+)`/g)].map(([, name = ""]) => name)),
  );
  expect([...described].sort()).toEqual([...namesInSources()].sort());
});
