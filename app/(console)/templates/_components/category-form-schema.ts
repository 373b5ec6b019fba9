import { z } from "zod";
import { CategoryCreateInput } from "@/server/configuration/category/schema";

/** A list of choices has no empty one: this stands for "in no other category". */
export const TOP = "top";

export const CategoryFormSchema = CategoryCreateInput.omit({ reason: true }).extend({ parentId: z.string() });
export type CategoryFormValues = z.output<typeof CategoryFormSchema>;
