/** The steps of the set-up, in their order. From "site" on they are root's alone. */
export const SETUP_STEPS = ["database", "root", "site", "channel", "token"] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** The channel the wizard made: what the token's example calls. */
export type MadeChannel = { id: string; name: string; models: string[] };
