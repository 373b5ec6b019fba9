import { dryRunDraft } from "@/server/configuration/draft/dry-run";
import { createDraft, discardDraft, updateDraft } from "@/server/configuration/draft/edit";
import { publishDraft } from "@/server/configuration/draft/publish";
import { getDraft, listDrafts } from "@/server/configuration/draft/read";
import {
  CreateDraftInput,
  DraftIdInput,
  ListDraftsInput,
  PublishDraftInput,
  UpdateDraftInput,
  VersionedDraftInput,
} from "@/server/configuration/draft/schema";
import { CreateDraftAnswer, DraftDetail, DraftItem, DryRunAnswer, PublishDraftAnswer } from "../answers/draft";
import { NewVersion } from "../answers/shapes";
import { Nothing, operation, pageOf, tagged } from "../operation";

export const draftOperations = tagged("Drafts", [
  operation("listDrafts", {
    method: "GET",
    path: "/drafts",
    scope: "drafts:read",
    summary: "List drafts of changes, the newest first",
    input: ListDraftsInput,
    output: pageOf(DraftItem),
    verb: listDrafts,
  }),
  operation("createDraft", {
    method: "POST",
    path: "/drafts",
    scope: "drafts:write",
    status: 201,
    summary: "Keep changes that are not in force yet",
    input: CreateDraftInput,
    output: CreateDraftAnswer,
    verb: createDraft,
  }),
  operation("getDraft", {
    method: "GET",
    path: "/drafts/{id}",
    scope: "drafts:read",
    summary: "Read a draft, each change compared with what is in force",
    input: DraftIdInput,
    output: DraftDetail,
    verb: getDraft,
  }),
  operation("updateDraft", {
    method: "PATCH",
    path: "/drafts/{id}",
    scope: "drafts:write",
    summary: "Change a draft",
    input: UpdateDraftInput,
    output: NewVersion,
    verb: updateDraft,
  }),
  operation("discardDraft", {
    method: "DELETE",
    path: "/drafts/{id}",
    scope: "drafts:write",
    summary: "Throw a draft away",
    input: VersionedDraftInput,
    output: Nothing,
    verb: discardDraft,
  }),
  operation("dryRunDraft", {
    method: "POST",
    path: "/drafts/{id}/dry-run",
    scope: "publishing:write",
    summary: "Find out what publishing a draft would do, without doing it",
    input: DraftIdInput,
    output: DryRunAnswer,
    verb: dryRunDraft,
  }),
  operation("publishDraft", {
    method: "POST",
    path: "/drafts/{id}/publish",
    scope: "publishing:write",
    summary: "Put a draft in force, all of it or nothing",
    input: PublishDraftInput,
    output: PublishDraftAnswer,
    verb: publishDraft,
  }),
]);
