import { dollarText } from "@/server/files/csv";
import type { LogNames } from "../log/names";
import type { LogRecord } from "../log/query/record";
import type { ExportAudience } from "./audience";

export type Cell = string | number | bigint | boolean | Date | null;

export type ExportColumn = {
  name: string;
  cell: (row: LogRecord, names: LogNames) => Cell;
  /** Which upstream served a request, and whose it was, is the site's business. */
  isForStaff?: true;
};

const COLUMNS: readonly ExportColumn[] = [
  { name: "time", cell: (row) => row.createdAt },
  { name: "id", cell: (row) => row.id },
  { name: "kind", cell: (row) => row.kind },
  { name: "outcome", cell: (row) => row.outcome },
  { name: "status", cell: (row) => row.httpStatus },
  { name: "endpoint", cell: (row) => row.endpoint },
  { name: "model", cell: (row) => row.model },
  { name: "group", cell: (row) => row.groupName },
  { name: "user", cell: (row, names) => nameOf(names.users, row.userId), isForStaff: true },
  { name: "user_id", cell: (row) => row.userId, isForStaff: true },
  { name: "token", cell: (row, names) => nameOf(names.tokens, row.tokenId) },
  { name: "token_id", cell: (row) => row.tokenId },
  { name: "channel", cell: (row, names) => nameOf(names.channels, row.channelId), isForStaff: true },
  { name: "channel_id", cell: (row) => row.channelId, isForStaff: true },
  { name: "upstream_model", cell: (row) => row.upstreamModel, isForStaff: true },
  { name: "attempts", cell: (row) => row.attemptCount, isForStaff: true },
  { name: "stream", cell: (row) => row.isStream },
  { name: "prompt_tokens", cell: (row) => row.promptTokens },
  { name: "cached_tokens", cell: (row) => row.cachedTokens },
  { name: "completion_tokens", cell: (row) => row.completionTokens },
  { name: "usage_source", cell: (row) => row.usageSource },
  { name: "cost_units", cell: (row) => row.quota },
  { name: "cost_usd", cell: (row) => dollarText(row.quota) },
  { name: "plan_units", cell: (row) => row.planQuota },
  { name: "uncollected_units", cell: (row) => row.uncollectedQuota },
  { name: "duration_ms", cell: (row) => row.durationMs },
  { name: "first_token_ms", cell: (row) => row.firstTokenMs },
  { name: "error_code", cell: (row) => row.errorCode },
  { name: "error_message", cell: (row) => row.errorMessage },
  { name: "ip", cell: (row) => row.ip },
  { name: "client_request_id", cell: (row) => row.clientRequestId },
];

/** The columns of a file, in their order. */
export function columnsFor(audience: ExportAudience): readonly ExportColumn[] {
  return audience === "staff" ? COLUMNS : COLUMNS.filter((column) => !column.isForStaff);
}

function nameOf(names: Map<string, string>, id: string | null): string | null {
  return id === null ? null : (names.get(id) ?? null);
}
