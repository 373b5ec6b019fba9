/** Stars or dots, the ellipsis of a hint ("sk-ab…wxyz"), the mark of a history, the word of the audit trail. */
const MASK = /[*•●·∙]{3,}|…|^x{3,}$|^secret:[\w-]{10}$|^\[redacted\]$/i;

/**
 * Whether a text is what forms, lists, logs and histories show in a secret's place. Saved back it would take the secret's
 * place for good, so every way in refuses it.
 */
export function isSecretMask(text: string): boolean {
  return MASK.test(text.trim());
}
