import { answerPublicSettings } from "@/server/http/public-settings";

export function GET(request: Request): Promise<Response> {
  return answerPublicSettings(request);
}
