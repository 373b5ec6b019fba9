import { downloadLogs } from "@/server/http/log-export";

export function GET(request: Request): Promise<Response> {
  return downloadLogs(request);
}
