import { answerSiteLogo } from "@/server/http/site-logo";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return answerSiteLogo();
}
