import { z } from "zod";
import { GroupCreateInput, GroupDeleteInput, GroupUpdateInput } from "@/server/access/group/schema";
import { createGroup, deleteGroup, listGroups, updateGroup } from "@/server/access/group/service";
import { CreateGroupAnswer, GroupEntry } from "../answers/group";
import { NewVersion } from "../answers/shapes";
import { Nothing, operation, tagged } from "../operation";

export const groupOperations = tagged("Groups", [
  operation("listGroups", {
    method: "GET",
    path: "/groups",
    scope: "groups:read",
    summary: "List groups with their ratios and how many use them",
    output: z.array(GroupEntry),
    verb: listGroups,
  }),
  operation("createGroup", {
    method: "POST",
    path: "/groups",
    scope: "groups:write",
    status: 201,
    summary: "Create a group",
    input: GroupCreateInput,
    output: CreateGroupAnswer,
    verb: createGroup,
  }),
  operation("updateGroup", {
    method: "PATCH",
    path: "/groups/{name}",
    scope: "groups:write",
    summary: "Change a group",
    input: GroupUpdateInput,
    output: NewVersion,
    verb: updateGroup,
  }),
  operation("deleteGroup", {
    method: "DELETE",
    path: "/groups/{name}",
    scope: "groups:write",
    summary: "Delete a group that nothing is in",
    input: GroupDeleteInput,
    output: Nothing,
    verb: deleteGroup,
  }),
]);
