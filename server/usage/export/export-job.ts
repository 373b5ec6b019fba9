import type { JobKind } from "@/server/operations/job/kind";
import { writeSlice } from "./service/write-slice";

/** Each record is one slice of time, which becomes one part of the file. One at a time: the pages read from the same place. */
export const logExportJob: JobKind = {
  kind: "log.export",
  concurrency: 1,
  run: writeSlice,
};
