import { handleApi } from "@/server/http/api/handle";
import { reasonWording } from "./reason-wording";

function handle(request: Request): Promise<Response> {
  return handleApi(request, reasonWording(request.headers));
}

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
