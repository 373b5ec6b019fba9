import { downloadExport } from "@/server/http/log-export";

type RouteContext = { params: Promise<{ id: string }> };

export async function GET(request: Request, { params }: RouteContext): Promise<Response> {
  return downloadExport(request, (await params).id);
}
