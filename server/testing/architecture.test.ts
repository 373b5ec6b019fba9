import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ENTRIES } from "@/scripts/prepare/build.mjs";
import { EnvSchema } from "@/server/kernel/env";
import { CallGraph } from "./call-graph";

const root = fileURLToPath(new URL("../../", import.meta.url));
const SOURCE_DIRS = ["app", "components", "server"];
const AUDIT = { file: "server/kernel/audit.ts", name: "audit" };

/** Mutations that leave no audit event, each with the reason why nobody will look for one. */
const WITHOUT_AUDIT: Record<string, string> = {
  "configuration/template.checkUpgrade": "shows what a new version would break and changes nothing",
  "identity/identity.prepareLink": "asks for the password again and changes nothing; the link that follows leaves one",
  "identity/mail-code.requestEmailCode": "sends a code to somebody who has no account yet; the registration leaves one",
  "supply/channel.fetchModels": "asks the upstream for its list and changes nothing",
  "supply/own-provider.fetchModels": "asks the upstream for its list and changes nothing",
  "supply/price.previewImport": "shows what an import would change",
  "operations/database.checkIntegrity": "reads the whole file, which takes its time, and changes nothing",
};

/** Fine as a folder's name, but as a file's they say nothing about what is in it. */
const BANNED_NAMES = /^(utils?|helpers?|common|misc|manager|types|index|lib)\.tsx?$/;
const LINES_MAX = 300;
const TEST_LINES_MAX = 500;

const files = SOURCE_DIRS.flatMap((dir) =>
  readdirSync(`${root}${dir}`, { recursive: true, encoding: "utf8" })
    .map((name) => `${dir}/${name.replaceAll("\\", "/")}`)
    .filter((name) => /\.(ts|tsx)$/.test(name)),
);
const isTest = (file: string) => /\.test\.tsx?$|\/fixtures\/|\/testing\//.test(file);

describe("import rules", () => {
  test("the checker really sees the modules, and finds no forbidden import", { timeout: 120_000 }, () => {
    const checker = `${root}node_modules/dependency-cruiser/bin/dependency-cruise.mjs`;
    const args = [checker, "--config", ".dependency-cruiser.cjs", "--output-type", "json", ...SOURCE_DIRS];
    const options = { cwd: root, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 } as const;
    const { modules, summary } = JSON.parse(execFileSync(process.execPath, args, options));
    const seen = new Set(modules.map((module: { source: string }) => module.source));
    const unseen = files.filter((file) => !seen.has(file) && !file.endsWith(".d.ts"));
    expect(unseen, "a checker that sees nothing finds nothing").toEqual([]);
    const edges = modules.flatMap((module: { dependencies: unknown[] }) => module.dependencies);
    expect(edges.length).toBeGreaterThan(files.length);
    expect(summary.violations.map((fault: Fault) => `${fault.rule.name}: ${fault.from} → ${fault.to}`)).toEqual([]);
  });
});
type Fault = { rule: { name: string }; from: string; to: string };

describe("every change leaves a trace", () => {
  const graph = new CallGraph(root);
  const mutations = files
    .filter((file) => /^server\/.*\/router\.ts$/.test(file))
    .flatMap((file) => graph.mutationsOf(file).map((mutation) => ({ ...mutation, file })));
  const nameOf = (mutation: { file: string; procedure: string }) =>
    `${mutation.file.replace(/^server\/|\/router\.ts$/g, "")}.${mutation.procedure}`;

  test("each mutation goes to a service verb that reaches the audit trail", () => {
    expect(mutations.length).toBeGreaterThan(20);
    const silent = mutations.filter(({ verbs }) => !verbs.some((verb) => graph.reaches(verb, AUDIT)));
    expect(silent.map(nameOf).filter((name) => !(name in WITHOUT_AUDIT))).toEqual([]);
  });

  test("an exception exists only for a mutation that is there and really leaves none", () => {
    const silent = mutations.filter(({ verbs }) => !verbs.some((verb) => graph.reaches(verb, AUDIT))).map(nameOf);
    expect(Object.keys(WITHOUT_AUDIT).filter((name) => !silent.includes(name))).toEqual([]);
  });
});

describe("the environment", () => {
  test(".env.example names every variable and no other", () => {
    const example = readFileSync(`${root}.env.example`, "utf8");
    const named = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
    expect(named.sort()).toEqual(Object.keys(EnvSchema.shape).sort());
  });
});

describe("the build", () => {
  test("holds every module that is loaded by its address, such as a thread's", () => {
    const product = files.filter((file) => !isTest(file));
    const loaded = product.flatMap((file) =>
      [...readFileSync(`${root}${file}`, "utf8").matchAll(/siblingModule\(import\.meta\.url, "([^"]+)"\)/g)].map(
        (match) => match[1] ?? "",
      ),
    );
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.filter((name) => !(name in ENTRIES))).toEqual([]);
  });
});

describe("files", () => {
  test("are named after what they hold", () => {
    const banned = files.filter((file) => BANNED_NAMES.test(file.split("/").at(-1) ?? ""));
    expect(banned.filter((file) => !/\/service\/index\.ts$/.test(file))).toEqual([]);
  });

  test("stay short enough to be read at once", () => {
    const lines = (file: string) =>
      readFileSync(`${root}${file}`, "utf8")
        .split("\n")
        .filter((line) => line.trim());
    const long = files.filter((file) => lines(file).length > (isTest(file) ? TEST_LINES_MAX : LINES_MAX));
    expect(long).toEqual([]);
  });
});
