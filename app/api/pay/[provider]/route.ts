import { answerPaymentCallback } from "@/server/http/payment-callback";

type RouteContext = { params: Promise<{ provider: string }> };

async function handle(request: Request, { params }: RouteContext): Promise<Response> {
  return answerPaymentCallback(request, (await params).provider);
}

export { handle as GET, handle as POST };
