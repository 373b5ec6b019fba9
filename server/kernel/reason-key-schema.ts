/** Where the words of a server reason stand in the catalogues: `user.username_taken` → `user.errors.username_taken`. */
export function reasonKey(reason: string): string | null {
  const dot = reason.indexOf(".");
  return dot < 1 ? null : `${reason.slice(0, dot)}.errors.${reason.slice(dot + 1)}`;
}
