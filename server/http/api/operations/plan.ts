import { z } from "zod";
import {
  PlanCreateInput,
  PlanGetInput,
  PlanListInput,
  PlanPublishInput,
  PlanRemovalInput,
  PlanUpdateInput,
} from "@/server/money/plan/schema";
import { createPlan } from "@/server/money/plan/service/create";
import { getPlan, listOffers, listPlans } from "@/server/money/plan/service/list";
import { publishPlan } from "@/server/money/plan/service/publish";
import { deletePlan, restorePlan } from "@/server/money/plan/service/remove";
import { updatePlan } from "@/server/money/plan/service/update";
import { OfferEntry, PlanEntry, PublishPlanAnswer } from "../answers/plan";
import { Created, NewVersion } from "../answers/shapes";
import { Nothing, operation, tagged } from "../operation";

export const planOperations = tagged("Plans", [
  operation("listPlans", {
    method: "GET",
    path: "/plans",
    scope: "plans:read",
    summary: "List plans",
    input: PlanListInput,
    output: z.array(PlanEntry),
    verb: listPlans,
  }),
  operation("listOffers", {
    method: "GET",
    path: "/plans/offers",
    scope: "plans:read",
    summary: "List the plans that can be bought now",
    output: z.array(OfferEntry),
    verb: listOffers,
  }),
  operation("createPlan", {
    method: "POST",
    path: "/plans",
    scope: "plans:write",
    status: 201,
    summary: "Create a plan",
    input: PlanCreateInput,
    output: Created,
    verb: createPlan,
  }),
  operation("getPlan", {
    method: "GET",
    path: "/plans/{id}",
    scope: "plans:read",
    summary: "Read a plan with its versions",
    input: PlanGetInput,
    output: PlanEntry,
    verb: getPlan,
  }),
  operation("updatePlan", {
    method: "PATCH",
    path: "/plans/{id}",
    scope: "plans:write",
    summary: "Change a plan's name, text, place or state",
    input: PlanUpdateInput,
    output: NewVersion,
    verb: updatePlan,
  }),
  operation("publishPlan", {
    method: "POST",
    path: "/plans/{id}/publish",
    scope: "plans:write",
    summary: "Publish new terms of a plan",
    input: PlanPublishInput,
    output: PublishPlanAnswer,
    verb: publishPlan,
  }),
  operation("deletePlan", {
    method: "DELETE",
    path: "/plans/{id}",
    scope: "plans:write",
    summary: "Delete a plan",
    input: PlanRemovalInput,
    output: Nothing,
    verb: deletePlan,
  }),
  operation("restorePlan", {
    method: "POST",
    path: "/plans/{id}/restore",
    scope: "plans:write",
    summary: "Bring a deleted plan back",
    input: PlanRemovalInput,
    output: Nothing,
    verb: restorePlan,
  }),
]);
