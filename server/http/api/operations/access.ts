import { issueAccess, revokeAccess } from "@/server/identity/service-token/access";
import {
  AccessGranted,
  IssueAccessInput,
  RefreshAccessInput,
  RevokeAccessInput,
} from "@/server/identity/service-token/access-schema";
import { refreshAccess } from "@/server/identity/service-token/refresh";
import { Nothing, operation, tagged } from "../operation";

export const accessOperations = tagged("Access tokens", [
  operation("issueAccessToken", {
    method: "POST",
    path: "/auth/token",
    scope: null,
    summary: "Get an access token for a user name and password, or for a service token",
    input: IssueAccessInput,
    output: AccessGranted,
    verb: issueAccess,
  }),
  operation("refreshAccessToken", {
    method: "POST",
    path: "/auth/refresh",
    scope: null,
    summary: "Get a new access token and the next refresh token for a refresh token, which is used up",
    input: RefreshAccessInput,
    output: AccessGranted,
    verb: refreshAccess,
  }),
  operation("revokeAccessToken", {
    method: "POST",
    path: "/auth/revoke",
    scope: null,
    summary: "End the session of an access or refresh token, and with it all its tokens",
    input: RevokeAccessInput,
    output: Nothing,
    verb: revokeAccess,
  }),
]);
