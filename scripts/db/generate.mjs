// Writes the three provider schemas and generates their Prisma clients; does nothing when they are up to date.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { providers, readModels, rootDir, schemaText } from "./schema-text.mjs";

const schemaDir = join(rootDir, "prisma/schema");
const generatedDir = join(rootDir, "prisma/generated");
const stampFile = join(generatedDir, ".stamp");

function inputHash(models) {
  const hash = createHash("sha256").update(models);
  const here = dirname(fileURLToPath(import.meta.url));
  for (const file of ["schema-text.mjs", "generate.mjs"]) hash.update(readFileSync(join(here, file)));
  const packageFile = join(rootDir, "node_modules/prisma/package.json");
  return hash.update(JSON.parse(readFileSync(packageFile, "utf8")).version).digest("hex");
}

function isCurrent(hash) {
  const isStamped = existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash;
  return isStamped && providers.every((provider) => existsSync(join(generatedDir, provider, "client.ts")));
}

/** Generating needs no engine binary, but the command line insists on having one: any existing program will do. */
function generateClient(provider) {
  const cli = join(rootDir, "node_modules/prisma/build/index.js");
  const args = [cli, "generate", "--schema", join(schemaDir, `${provider}.prisma`)];
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: rootDir, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(undefined);
      else reject(new Error(`Generating the ${provider} client failed (exit ${code}):\n${output}`));
    });
  });
}

const models = readModels();
const hash = inputHash(models);
if (process.argv.includes("--force") || !isCurrent(hash)) {
  mkdirSync(schemaDir, { recursive: true });
  mkdirSync(generatedDir, { recursive: true });
  rmSync(stampFile, { force: true });
  for (const provider of providers) {
    writeFileSync(join(schemaDir, `${provider}.prisma`), schemaText(models, provider));
    await generateClient(provider);
  }
  writeFileSync(stampFile, hash);
  console.log("Database clients generated.");
}
