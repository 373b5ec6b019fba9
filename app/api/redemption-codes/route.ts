import { downloadCodes } from "@/server/http/redemption-codes";

export function POST(request: Request): Promise<Response> {
  return downloadCodes(request);
}
