import { procedure, router } from "@/server/trpc/init";
import { bulkChangeChannels } from "./bulk";
import { addChannelKeys, removeChannelKey, replaceChannelKey, setChannelKeyStatus } from "./keys";
import { readChannelPulse } from "./pulse";
import { getChannel, listChannelFacets, listChannels } from "./read";
import {
  AddKeysInput,
  ApplyModelsInput,
  BulkChannelsInput,
  ChannelIdInput,
  ChannelPulseInput,
  ChannelReasonInput,
  CloneChannelInput,
  CreateChannelInput,
  FetchModelsInput,
  KeyIdInput,
  ListChannelsInput,
  ReplaceKeyInput,
  SetChannelStatusInput,
  SetKeyStatusInput,
  UpdateChannelInput,
} from "./schema";
import {
  applyChannelModels,
  cloneChannel,
  createChannel,
  deleteChannel,
  restoreChannel,
  updateChannel,
} from "./service";
import { setChannelStatus } from "./status";
import { fetchUpstreamModels } from "./upstream-models";

export const channelRouter = router({
  addKeys: procedure.input(AddKeysInput).mutation(({ ctx, input }) => addChannelKeys(ctx, input)),
  applyModels: procedure.input(ApplyModelsInput).mutation(({ ctx, input }) => applyChannelModels(ctx, input)),
  bulk: procedure.input(BulkChannelsInput).mutation(({ ctx, input }) => bulkChangeChannels(ctx, input)),
  clone: procedure.input(CloneChannelInput).mutation(({ ctx, input }) => cloneChannel(ctx, input)),
  create: procedure.input(CreateChannelInput).mutation(({ ctx, input }) => createChannel(ctx, input)),
  delete: procedure.input(ChannelReasonInput).mutation(({ ctx, input }) => deleteChannel(ctx, input)),
  facets: procedure.query(({ ctx }) => listChannelFacets(ctx)),
  fetchModels: procedure.input(FetchModelsInput).mutation(({ ctx, input }) => fetchUpstreamModels(ctx, input)),
  get: procedure.input(ChannelIdInput).query(({ ctx, input }) => getChannel(ctx, input)),
  list: procedure.input(ListChannelsInput).query(({ ctx, input }) => listChannels(ctx, input)),
  pulse: procedure.input(ChannelPulseInput).query(({ ctx, input }) => readChannelPulse(ctx, input)),
  removeKey: procedure.input(KeyIdInput).mutation(({ ctx, input }) => removeChannelKey(ctx, input)),
  replaceKey: procedure.input(ReplaceKeyInput).mutation(({ ctx, input }) => replaceChannelKey(ctx, input)),
  restore: procedure.input(ChannelReasonInput).mutation(({ ctx, input }) => restoreChannel(ctx, input)),
  setKeyStatus: procedure.input(SetKeyStatusInput).mutation(({ ctx, input }) => setChannelKeyStatus(ctx, input)),
  setStatus: procedure.input(SetChannelStatusInput).mutation(({ ctx, input }) => setChannelStatus(ctx, input)),
  update: procedure.input(UpdateChannelInput).mutation(({ ctx, input }) => updateChannel(ctx, input)),
});
