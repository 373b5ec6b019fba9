import { downloadLedger } from "@/server/http/ledger-export";

export function GET(request: Request): Promise<Response> {
  return downloadLedger(request);
}
