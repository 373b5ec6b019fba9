import { z } from "zod";

const sessionId = z.string().startsWith("ses_").max(32);

export const RevokeSessionInput = z.object({ id: sessionId });

/** Whose sessions: one's own when left out. */
export const SessionOwnerInput = z.object({ userId: z.string().startsWith("usr_").max(32).optional() });

export const StepUpInput = z.object({ password: z.string().min(1).max(200) });
