import { z } from "zod";
import { createContext } from "@/server/trpc/context";
import { ExportIdInput, ExportLogsInput, WrittenLogFilter } from "@/server/usage/export/schema";
import { openExport, openLogs } from "@/server/usage/export/service/open";
import { fileResponse } from "./file-response";
import { refusal, refusalOf } from "./refusal";

/** A whole filter in one parameter: names and times as the console writes them. */
const LogsQuery = ExportLogsInput.extend({
  filter: z
    .string()
    .default("{}")
    .transform((text, issues) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        issues.addIssue("not JSON");
        return z.NEVER;
      }
    })
    .pipe(WrittenLogFilter),
});

/** Downloads the requests of a filter as one file, made while it is sent. Rights are the list's. */
export async function downloadLogs(request: Request): Promise<Response> {
  const { service, requestId } = await createContext(request.headers);
  if (!service) return refusal("UNAUTHENTICATED");
  const query = LogsQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) return refusal("BAD_INPUT");
  try {
    const { name, type, chunks } = await openLogs(service, query.data);
    return fileResponse(chunks, { name, type: `${type}; charset=utf-8` });
  } catch (error) {
    return refusalOf(error, requestId);
  }
}

/** Downloads the file of a finished export. */
export async function downloadExport(request: Request, id: string): Promise<Response> {
  const { service, requestId } = await createContext(request.headers);
  if (!service) return refusal("UNAUTHENTICATED");
  const input = ExportIdInput.safeParse({ id });
  if (!input.success) return refusal("NOT_FOUND");
  try {
    const { name, byteCount, chunks } = await openExport(service, input.data);
    return fileResponse(chunks, { name, type: "application/gzip", byteCount });
  } catch (error) {
    return refusalOf(error, requestId);
  }
}
