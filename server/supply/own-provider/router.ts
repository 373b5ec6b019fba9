import { procedure, router } from "@/server/trpc/init";
import { fetchOwnModels, testOwnProvider } from "./check";
import { getOwnProvider, listOwnProviders } from "./read";
import {
  CreateOwnProviderInput,
  DisableAnyOwnProviderInput,
  FetchOwnModelsInput,
  ListAnyOwnProvidersInput,
  OwnProviderNameInput,
  OwnProviderUsageInput,
  SetOwnProviderDefaultInput,
  SetOwnProviderEnabledInput,
  SetOwnProviderPolicyInput,
  TestOwnProviderInput,
  UpdateOwnProviderInput,
} from "./schema";
import { createOwnProvider, deleteOwnProvider, updateOwnProvider } from "./service";
import { disableAnyOwnProvider, listAnyOwnProviders } from "./staff";
import { setOwnProviderDefault, setOwnProviderEnabled, setOwnProviderPolicy } from "./switches";
import { getOwnProviderUsage } from "./usage";

export const ownProviderRouter = router({
  create: procedure.input(CreateOwnProviderInput).mutation(({ ctx, input }) => createOwnProvider(ctx, input)),
  delete: procedure.input(OwnProviderNameInput).mutation(({ ctx, input }) => deleteOwnProvider(ctx, input)),
  disableAny: procedure
    .input(DisableAnyOwnProviderInput)
    .mutation(({ ctx, input }) => disableAnyOwnProvider(ctx, input)),
  fetchModels: procedure.input(FetchOwnModelsInput).mutation(({ ctx, input }) => fetchOwnModels(ctx, input)),
  get: procedure.input(OwnProviderNameInput).query(({ ctx, input }) => getOwnProvider(ctx, input)),
  list: procedure.query(({ ctx }) => listOwnProviders(ctx)),
  listAny: procedure.input(ListAnyOwnProvidersInput).query(({ ctx, input }) => listAnyOwnProviders(ctx, input)),
  setDefault: procedure
    .input(SetOwnProviderDefaultInput)
    .mutation(({ ctx, input }) => setOwnProviderDefault(ctx, input)),
  setEnabled: procedure
    .input(SetOwnProviderEnabledInput)
    .mutation(({ ctx, input }) => setOwnProviderEnabled(ctx, input)),
  setPolicy: procedure.input(SetOwnProviderPolicyInput).mutation(({ ctx, input }) => setOwnProviderPolicy(ctx, input)),
  /** Waits for the result; the dialog uses the streaming route instead. */
  test: procedure.input(TestOwnProviderInput).mutation(({ ctx, input }) => testOwnProvider(ctx, input)),
  update: procedure.input(UpdateOwnProviderInput).mutation(({ ctx, input }) => updateOwnProvider(ctx, input)),
  usage: procedure.input(OwnProviderUsageInput).query(({ ctx, input }) => getOwnProviderUsage(ctx, input)),
});
