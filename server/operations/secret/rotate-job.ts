import { authorize } from "@/server/kernel/authorize";
import type { JobKind } from "@/server/operations/job/kind";
import { findSecretPlace } from "./places";
import { rotatePlace } from "./rotate";

/** Puts the secrets of one place after the other under the first key. Harmless twice: what is done is not found again. */
export const secretRotateJob: JobKind = {
  kind: "secret.rotate",
  concurrency: 1,
  async run(ctx, { target, signal }) {
    authorize(ctx, "secret.rotate");
    const place = findSecretPlace(target.id);
    if (!place) return { status: "skipped", detail: "" };
    const rotated = await rotatePlace(ctx, place, { signal });
    return { status: "done", detail: rotated === 0 ? "" : String(rotated) };
  },
};
