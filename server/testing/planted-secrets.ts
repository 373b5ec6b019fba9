import { PLANTED_MARK } from "@/scripts/testing/planted-mark.mjs";

/**
 * Secrets that tests put where real ones go. Whatever a run prints, logs or keeps in the clear must not hold them: the runner
 * looks for the mark in all output, and the leak test in the database and in answers.
 */
export const PLANTED = {
  password: `${PLANTED_MARK}-password-1`,
  upstreamKey: `sk-${PLANTED_MARK}-upstream-2`,
  header: `${PLANTED_MARK}-header-3`,
  mailPassword: `${PLANTED_MARK}-mail-4`,
  configSecret: `${PLANTED_MARK}-config-5`,
  wrongPassword: `${PLANTED_MARK}-wrong-6`,
  proxy: `http://proxy-user:${PLANTED_MARK}-proxy-8@127.0.0.1:9`,
  nextUpstreamKey: `sk-${PLANTED_MARK}-upstream-7`,
} as const;

export { PLANTED_MARK };
