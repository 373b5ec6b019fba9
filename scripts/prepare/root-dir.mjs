import { fileURLToPath } from "node:url";

/** The folder that holds package.json, whatever the current folder is. */
export const rootDir = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");
