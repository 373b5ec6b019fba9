import { z } from "zod";

export const SignInInput = z.object({
  name: z.string().trim().min(1).max(191),
  password: z.string().min(1).max(200),
});
