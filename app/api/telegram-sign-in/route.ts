import { answerTelegramSignIn } from "@/server/http/sign-in-doors";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return answerTelegramSignIn(request);
}
