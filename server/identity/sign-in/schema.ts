import { z } from "zod";
import { BotCheckToken } from "../bot-check/schema";

export const SignInInput = z.object({
  name: z.string().trim().min(1).max(191),
  password: z.string().min(1).max(200),
  botCheck: BotCheckToken,
});
export type SignInInput = z.output<typeof SignInInput>;
