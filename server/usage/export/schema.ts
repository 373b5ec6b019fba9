import { z } from "zod";
import { LogFilter } from "../log/schema";

/** `excel` is CSV with the mark by which Excel knows UTF-8. */
export const EXPORT_FORMATS = ["csv", "excel", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_STATUSES = ["queued", "running", "ready", "failed", "cancelled", "expired"] as const;
export type ExportStatus = (typeof EXPORT_STATUSES)[number];

/** More rows are made in the background. */
export const STREAM_ROWS_MAX = 50_000;

export const PlanExportInput = z.object({ filter: LogFilter });

export const ExportLogsInput = z.object({ filter: LogFilter, format: z.enum(EXPORT_FORMATS) });
export type ExportLogsInput = z.output<typeof ExportLogsInput>;

export const ExportIdInput = z.object({ id: z.string().startsWith("exp_").max(32) });

const Instant = z.coerce.date().optional();

/** The filter as the address of a download has it: JSON, so times are texts. */
export const WrittenLogFilter = LogFilter.extend({ from: Instant, to: Instant });
