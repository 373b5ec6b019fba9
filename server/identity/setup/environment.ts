import { systemContext } from "@/server/kernel/context";
import { env } from "@/server/kernel/env";
import { AppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { createRoot, finishSetup } from "./service";

const ROOT_USERNAME = "root";

/**
 * The set-up without a browser: makes the root account that GATEHOUSE_ROOT_EMAIL and GATEHOUSE_ROOT_PASSWORD name, once.
 * Does nothing when they are unset or an account exists; several machines may start at once.
 */
export async function ensureRootFromEnvironment(): Promise<void> {
  const { rootEmail, rootPassword } = env;
  if (rootEmail === undefined || rootPassword === undefined) return;
  const ctx = systemContext("environment");
  try {
    await createRoot(ctx, { username: ROOT_USERNAME, email: rootEmail.toLowerCase(), password: rootPassword });
    await finishSetup(ctx);
    logger.info({ username: ROOT_USERNAME }, "root account made from the environment");
  } catch (error) {
    if (error instanceof AppError && error.code === "CONFLICT") return;
    throw error;
  }
}
