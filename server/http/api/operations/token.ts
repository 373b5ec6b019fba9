import { z } from "zod";
import {
  TokenBulkInput,
  TokenCreateInput,
  TokenGetInput,
  TokenListInput,
  TokenReasonInput,
  TokenRollInput,
  TokenStatusInput,
  TokenUpdateInput,
} from "@/server/access/token/schema";
import { changeManyTokens } from "@/server/access/token/service/bulk";
import { createToken } from "@/server/access/token/service/create";
import { getToken, listTokens } from "@/server/access/token/service/list";
import { deleteToken, restoreToken } from "@/server/access/token/service/remove";
import { rollToken } from "@/server/access/token/service/roll";
import { setTokenStatus } from "@/server/access/token/service/set-status";
import { updateToken } from "@/server/access/token/service/update";
import { Changed, NewVersion, Outcome } from "../answers/shapes";
import { CreateTokenAnswer, TokenItem } from "../answers/token";
import { Nothing, operation, pageOf, tagged } from "../operation";

export const tokenOperations = tagged("Gateway keys", [
  operation("listTokens", {
    method: "GET",
    path: "/tokens",
    scope: "tokens:read",
    summary: "List gateway keys, the newest first",
    input: TokenListInput,
    output: pageOf(TokenItem),
    verb: listTokens,
  }),
  operation("createToken", {
    method: "POST",
    path: "/tokens",
    scope: "tokens:write",
    status: 201,
    stepUpScope: "keys:write",
    summary: "Create a gateway key; its text is in this answer only",
    input: TokenCreateInput,
    output: CreateTokenAnswer,
    verb: createToken,
  }),
  operation("changeManyTokens", {
    method: "POST",
    path: "/tokens/bulk",
    scope: "tokens:write",
    summary: "Disable, enable, expire or delete up to 100 gateway keys, each for itself",
    input: TokenBulkInput,
    output: z.array(Outcome),
    verb: changeManyTokens,
  }),
  operation("getToken", {
    method: "GET",
    path: "/tokens/{id}",
    scope: "tokens:read",
    summary: "Read a gateway key",
    input: TokenGetInput,
    output: TokenItem,
    verb: getToken,
  }),
  operation("updateToken", {
    method: "PATCH",
    path: "/tokens/{id}",
    scope: "tokens:write",
    summary: "Change a gateway key",
    input: TokenUpdateInput,
    output: NewVersion,
    verb: updateToken,
  }),
  operation("rollToken", {
    method: "POST",
    path: "/tokens/{id}/roll",
    scope: "tokens:write",
    stepUpScope: "keys:write",
    summary: "Give a gateway key a new text",
    input: TokenRollInput,
    output: CreateTokenAnswer,
    verb: rollToken,
  }),
  operation("setTokenStatus", {
    method: "PUT",
    path: "/tokens/{id}/status",
    scope: "tokens:write",
    summary: "Enable or disable a gateway key",
    input: TokenStatusInput,
    output: Changed,
    verb: setTokenStatus,
  }),
  operation("deleteToken", {
    method: "DELETE",
    path: "/tokens/{id}",
    scope: "tokens:write",
    summary: "Delete a gateway key; it can be brought back for 30 days",
    input: TokenReasonInput,
    output: Nothing,
    verb: deleteToken,
  }),
  operation("restoreToken", {
    method: "POST",
    path: "/tokens/{id}/restore",
    scope: "keys:write",
    summary: "Bring a deleted gateway key back",
    input: TokenReasonInput,
    output: Nothing,
    verb: restoreToken,
  }),
]);
