import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { SqliteAdapterFactory } from "@/server/kernel/database/sqlite-adapter";

type EngineModule = typeof import("@prisma/schema-engine-wasm") & {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
};
type Engine = import("@prisma/schema-engine-wasm").SchemaEngine;
type DiffTarget = import("@prisma/schema-engine-wasm").DiffTarget;

const require = createRequire(import.meta.url);

/** The engine keeps the text of a panic here; without it a panic hides behind "undefined" errors. */
const panicRegistry = {
  message: "",
  set_message(text: string) {
    this.message = text;
  },
  get() {
    return this.message;
  },
};

/** Prisma's migration engine as WebAssembly: it needs neither a downloaded binary nor a server to write SQL. */
async function openEngine(): Promise<Engine> {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panicRegistry });
  const entry = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const module = (await import(entry)) as EngineModule;
  const bytes = readFileSync(entry.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": { ...module } });
  module.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
  const memory = new SqliteAdapterFactory("file::memory:", { sqliteBusyTimeoutMs: 0, sqliteSynchronous: "OFF" });
  return module.SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(memory),
  );
}

let engine: Promise<Engine> | undefined;

/** The SQL that turns the tables of schema `from` (null: an empty database) into those of `to`. SQLite and PostgreSQL only. */
export async function engineDiff(from: string | null, to: string | null): Promise<string> {
  engine ??= openEngine();
  try {
    const result = await (await engine).diff({
      from: target(from),
      to: target(to),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.stdout ?? "";
  } catch (error) {
    throw new Error(`The migration engine failed: ${panicRegistry.message || String(error)}`, { cause: error });
  }
}

function target(schema: string | null): DiffTarget {
  if (schema === null) return { tag: "empty" };
  return { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] };
}
