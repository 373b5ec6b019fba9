import { z } from "zod";
import { LEDGER_KINDS, LedgerFilter, StatementInput } from "@/server/money/ledger/schema";
import { exportLedger } from "@/server/money/ledger/service/export";
import { explainBalance } from "@/server/money/ledger/statement/explain";
import { createContext } from "@/server/trpc/context";
import { csvResponse } from "./file-response";
import { entryLines, statementLines } from "./ledger-lines";
import { refusal, refusalOf } from "./refusal";

const Instant = z.coerce.date();

/** The filter as the address of the download has it. */
const ExportQuery = LedgerFilter.extend({
  kinds: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(LEDGER_KINDS)))
    .optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});

const StatementQuery = StatementInput.extend({ from: Instant, to: Instant });

/** Downloads the entries of a filter as CSV, row by row while they are read. Rights are the list's. */
export async function downloadLedger(request: Request): Promise<Response> {
  const { service, requestId } = await createContext(request.headers);
  if (!service) return refusal("UNAUTHENTICATED");
  const query = ExportQuery.safeParse(queryOf(request));
  if (!query.success) return refusal("BAD_INPUT");
  try {
    const batches = await exportLedger(service, query.data);
    return csvResponse(fileName("ledger", service.clock()), entryLines(batches));
  } catch (error) {
    return refusalOf(error, requestId);
  }
}

/** Downloads the statement of one account as CSV: its amounts sum up from the opening to the closing balance. */
export async function downloadStatement(request: Request): Promise<Response> {
  const { service, requestId } = await createContext(request.headers);
  if (!service) return refusal("UNAUTHENTICATED");
  const query = StatementQuery.safeParse(queryOf(request));
  if (!query.success) return refusal("BAD_INPUT");
  try {
    const statement = await explainBalance(service, query.data);
    const { from, to } = statement;
    const batches = await exportLedger(service, { userId: query.data.userId, from, to });
    return csvResponse(fileName(`statement-${statement.user.username}`, to), statementLines(statement, batches));
  } catch (error) {
    return refusalOf(error, requestId);
  }
}

function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries([...new URL(request.url).searchParams].filter(([, value]) => value !== ""));
}

/** A name may hold what a header must not. */
function fileName(name: string, at: Date): string {
  return `${name.replace(/[^\w.-]/g, "_")}-${at.toISOString().slice(0, 10)}.csv`;
}
