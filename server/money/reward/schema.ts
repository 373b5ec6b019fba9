import { z } from "zod";

/** A month as yyyy-mm; left out: the month it is now in the site's time zone. */
export const ListCheckInsInput = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
});
export type ListCheckInsInput = z.output<typeof ListCheckInsInput>;
