import { z } from "zod";
import { AuditIdInput, ListAuditInput } from "@/server/operations/audit/schema";
import { getAuditEvent, listAudit, listAuditActions } from "@/server/operations/audit/service";
import { JobIdInput, ListJobItemsInput, ListJobsInput } from "@/server/operations/job/schema";
import { cancelJob, getJob, listJobItems, listJobs, retryFailedItems } from "@/server/operations/job/service";
import { AuditItem, JobItem, ListJobItemsAnswer } from "../answers/audit";
import { Created } from "../answers/shapes";
import { Nothing, operation, pageOf, tagged } from "../operation";

export const auditOperations = tagged("Audit and jobs", [
  operation("listAudit", {
    method: "GET",
    path: "/audit-events",
    scope: "audit:read",
    summary: "List who did what, the latest first",
    input: ListAuditInput,
    output: pageOf(AuditItem),
    verb: listAudit,
  }),
  operation("listAuditActions", {
    method: "GET",
    path: "/audit-events/actions",
    scope: "audit:read",
    summary: "List the actions that occur in the audit trail",
    output: z.array(z.string()),
    verb: listAuditActions,
  }),
  operation("getAuditEvent", {
    method: "GET",
    path: "/audit-events/{id}",
    scope: "audit:read",
    summary: "Read an event of the audit trail",
    input: AuditIdInput,
    output: AuditItem,
    verb: getAuditEvent,
  }),
  operation("listJobs", {
    method: "GET",
    path: "/jobs",
    scope: "jobs:read",
    summary: "List jobs, the newest first",
    input: ListJobsInput,
    output: pageOf(JobItem),
    verb: listJobs,
  }),
  operation("getJob", {
    method: "GET",
    path: "/jobs/{id}",
    scope: "jobs:read",
    summary: "Read a job",
    input: JobIdInput,
    output: JobItem,
    verb: getJob,
  }),
  operation("listJobItems", {
    method: "GET",
    path: "/jobs/{job_id}/items",
    scope: "jobs:read",
    summary: "List what a job did with each record",
    input: ListJobItemsInput,
    output: ListJobItemsAnswer,
    verb: listJobItems,
  }),
  operation("cancelJob", {
    method: "POST",
    path: "/jobs/{id}/cancel",
    scope: "jobs:write",
    summary: "Cancel a job",
    input: JobIdInput,
    output: Nothing,
    verb: cancelJob,
  }),
  operation("retryFailedItems", {
    method: "POST",
    path: "/jobs/{id}/retry",
    scope: "jobs:write",
    status: 202,
    summary: "Do the failed records of a job again",
    input: JobIdInput,
    output: Created,
    verb: retryFailedItems,
  }),
]);
