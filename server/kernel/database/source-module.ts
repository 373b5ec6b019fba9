/**
 * The address of the module `name` beside the one at `from` (an `import.meta.url`): `name.ts` when run from source,
 * `name.mjs` in the bundle, where every thread's entry lies flat in one folder.
 */
export function siblingModule(from: string, name: string): URL {
  return new URL(isSource(from) ? `./${name}.ts` : `./${name}.mjs`, from);
}

/** Threads started from source need the loader for TypeScript and for our import alias. */
export function threadArguments(entry: URL): string[] {
  return isSource(entry.href) ? ["--import", "tsx"] : [];
}

function isSource(url: string): boolean {
  return new URL(url).pathname.endsWith(".ts");
}
