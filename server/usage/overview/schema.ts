import type { z } from "zod";
import { ActivityRange } from "../activity/schema";

/** Whose midnight today began at. */
export const OverviewInput = ActivityRange.pick({ zone: true });
export type OverviewInput = z.output<typeof OverviewInput>;
