import { z } from "zod";

/** Whose credit; one's own when left out. */
export const ListCreditLotsInput = z.object({ userId: z.string().startsWith("usr_").max(32).optional() });
export type ListCreditLotsInput = z.output<typeof ListCreditLotsInput>;
