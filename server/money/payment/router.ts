import { procedure, router } from "@/server/trpc/init";
import { EventIdInput, EventListInput, QueryProviderInput } from "./schema";
import { inspectPaymentSetup } from "./service/inspect";
import { getEvent, listEvents } from "./service/list";
import { queryProvider } from "./service/query";
import { replayEvent } from "./service/replay";

export const paymentRouter = router({
  events: procedure.input(EventListInput).query(({ ctx, input }) => listEvents(ctx, input)),
  event: procedure.input(EventIdInput).query(({ ctx, input }) => getEvent(ctx, input)),
  replay: procedure.input(EventIdInput).mutation(({ ctx, input }) => replayEvent(ctx, input)),
  queryProvider: procedure.input(QueryProviderInput).mutation(({ ctx, input }) => queryProvider(ctx, input)),
  setup: procedure.query(({ ctx }) => inspectPaymentSetup(ctx)),
});
