import { RequestIdInput } from "@/server/usage/inspector/schema";
import { getRequestTimeline } from "@/server/usage/inspector/timeline";
import { getLog } from "@/server/usage/log/get";
import { readLogHistogram } from "@/server/usage/log/histogram";
import { listLogs } from "@/server/usage/log/list";
import { HistogramInput, ListLogsInput, LogIdInput } from "@/server/usage/log/schema";
import { ListLogsAnswer, LogDetail, ReadLogHistogramAnswer, RequestTimelineDetail } from "../answers/log";
import { operation, tagged } from "../operation";

export const logOperations = tagged("Requests", [
  operation("listLogs", {
    method: "GET",
    path: "/logs",
    scope: "logs:read",
    summary: "List requests, the latest first",
    input: ListLogsInput,
    output: ListLogsAnswer,
    verb: listLogs,
  }),
  operation("readLogHistogram", {
    method: "GET",
    path: "/logs/histogram",
    scope: "logs:read",
    summary: "Count requests over time",
    input: HistogramInput,
    output: ReadLogHistogramAnswer,
    verb: readLogHistogram,
  }),
  operation("getLog", {
    method: "GET",
    path: "/logs/{id}",
    scope: "logs:read",
    summary: "Read a request",
    input: LogIdInput,
    output: LogDetail,
    verb: getLog,
  }),
  operation("getRequestTimeline", {
    method: "GET",
    path: "/logs/{id}/timeline",
    scope: "logs:read",
    summary: "Tell how far a request came, and why",
    input: RequestIdInput,
    output: RequestTimelineDetail,
    verb: getRequestTimeline,
  }),
]);
