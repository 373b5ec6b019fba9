import { ProfileUpdateInput } from "@/server/identity/profile/schema";
import { getProfile, updateProfile } from "@/server/identity/profile/service";
import { getWallet } from "@/server/money/wallet/service/get";
import { ProfileDetail, WalletDetail } from "../answers/account";
import { NewVersion } from "../answers/shapes";
import { operation, tagged } from "../operation";

export const accountOperations = tagged("Own account", [
  operation("getProfile", {
    method: "GET",
    path: "/me",
    scope: "profile:read",
    summary: "Read the account the token belongs to",
    output: ProfileDetail,
    verb: getProfile,
  }),
  operation("updateProfile", {
    method: "PATCH",
    path: "/me",
    scope: "profile:write",
    stepUpScope: "accounts:write",
    summary: "Change the own profile. Another e-mail also needs accounts:write",
    input: ProfileUpdateInput,
    output: NewVersion,
    verb: updateProfile,
  }),
  operation("getWallet", {
    method: "GET",
    path: "/wallet",
    scope: "wallet:read",
    summary: "Read the own balance",
    output: WalletDetail,
    verb: getWallet,
  }),
]);
