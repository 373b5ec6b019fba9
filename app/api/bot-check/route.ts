import { answerBotCheckFrame } from "@/server/http/bot-check-frame";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return answerBotCheckFrame();
}
