/** Whether a secret is stored, and a mark that changes with it. The secret itself never comes back. */
export type SecretState = { path: string; isSet: boolean; mark: string | null };
