import { z } from "zod";

/** To whom the test mail goes; left out: to oneself. */
export const TestMailInput = z.object({ to: z.email().max(191).optional() });
export type TestMailInput = z.output<typeof TestMailInput>;
