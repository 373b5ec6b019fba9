import type { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";

export const ListOwnRedemptionsInput = PageInput;
export type ListOwnRedemptionsInput = z.output<typeof ListOwnRedemptionsInput>;
