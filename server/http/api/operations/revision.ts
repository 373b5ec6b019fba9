import { compareRevisions } from "@/server/configuration/revision/compare";
import { getRevision, listOwnRevisions, listRevisions } from "@/server/configuration/revision/read";
import { restoreRevision } from "@/server/configuration/revision/restore";
import {
  CompareRevisionsInput,
  GetRevisionInput,
  ListOwnRevisionsInput,
  ListRevisionsInput,
  RestoreRevisionInput,
} from "@/server/configuration/revision/schema";
import { CompareRevisionsAnswer, RestoreRevisionAnswer, RevisionDetail, RevisionItem } from "../answers/revision";
import { operation, pageOf, tagged } from "../operation";

/** Left out: with what is now. */
const CompareInput = CompareRevisionsInput.extend({ toId: CompareRevisionsInput.shape.toId.optional() });

export const revisionOperations = tagged("Version history", [
  operation("listRevisions", {
    method: "GET",
    path: "/revisions",
    scope: "revisions:read",
    summary: "List versions of everything configurable, the newest first",
    input: ListRevisionsInput,
    output: pageOf(RevisionItem),
    verb: listRevisions,
  }),
  operation("listOwnRevisions", {
    method: "GET",
    path: "/revisions/own",
    scope: "configs:read",
    summary: "List versions of one's own configurations and providers",
    input: ListOwnRevisionsInput,
    output: pageOf(RevisionItem),
    verb: listOwnRevisions,
  }),
  operation("getRevision", {
    method: "GET",
    path: "/revisions/{id}",
    scope: "revisions:read",
    summary: "Read a version with the one before it",
    input: GetRevisionInput,
    output: RevisionDetail,
    verb: getRevision,
  }),
  operation("compareRevisions", {
    method: "GET",
    path: "/revisions/{from_id}/compare",
    scope: "revisions:read",
    summary: "Compare two versions, or one with what is now",
    input: CompareInput,
    output: CompareRevisionsAnswer,
    verb: (ctx, { fromId, toId }) => compareRevisions(ctx, { fromId, toId: toId ?? null }),
  }),
  operation("restoreRevision", {
    method: "POST",
    path: "/revisions/{id}/restore",
    scope: "revisions:write",
    summary: "Bring an object back to a version, or some fields of it",
    input: RestoreRevisionInput,
    output: RestoreRevisionAnswer,
    verb: restoreRevision,
  }),
]);
