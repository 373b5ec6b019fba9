import { answerWechatQrCode } from "@/server/http/sign-in-doors";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return answerWechatQrCode();
}
