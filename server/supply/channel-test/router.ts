import { procedure, router } from "@/server/trpc/init";
import { ListChannelTestsInput, TestChannelInput, TestManyInput } from "./schema";
import { listChannelTests, runChannelTest, startTestJob } from "./service";

export const channelTestRouter = router({
  list: procedure.input(ListChannelTestsInput).query(({ ctx, input }) => listChannelTests(ctx, input)),
  /** Waits for the result; the dialog uses the streaming route instead. */
  run: procedure.input(TestChannelInput).mutation(({ ctx, input }) => runChannelTest(ctx, input)),
  runMany: procedure.input(TestManyInput).mutation(({ ctx, input }) => startTestJob(ctx, input)),
});
