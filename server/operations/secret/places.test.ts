import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { SECRET_PLACE_LIST } from "./places";
import { SECRET_PLACES } from "./schema";

const root = join(import.meta.dirname, "../../..");
const SOURCE = /\.tsx?$/;
const NOT_THE_PRODUCT = /\.test\.tsx?$|\/testing\/|^server\/kernel\/crypto\.ts$|^server\/operations\/secret\//;

function sources(dir: string): string[] {
  return readdirSync(join(root, dir)).flatMap((name) => {
    const path = `${dir}/${name}`;
    if (statSync(join(root, path)).isDirectory()) return sources(path);
    return SOURCE.test(name) && !NOT_THE_PRODUCT.test(path) ? [relative(root, join(root, path))] : [];
  });
}

test("whatever encrypts is in the list that a rotation works through", () => {
  const encrypting = ["server", "app", "scripts"]
    .flatMap(sources)
    .filter((path) => /\bencryptSecret\b/.test(readFileSync(join(root, path), "utf8")));
  const registered = SECRET_PLACE_LIST.flatMap(({ writers }) => writers);
  expect([...encrypting].sort()).toEqual([...registered].sort());
});

test("every place has a writer, a name and a column of its own", () => {
  expect(SECRET_PLACE_LIST.map(({ name }) => name)).toEqual([...SECRET_PLACES]);
  expect(new Set(SECRET_PLACE_LIST.map(({ column }) => column)).size).toBe(SECRET_PLACE_LIST.length);
  expect(SECRET_PLACE_LIST.filter(({ writers }) => writers.length === 0)).toEqual([]);
});
