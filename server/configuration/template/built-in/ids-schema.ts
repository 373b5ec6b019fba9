/** The ids of what comes with the product: fixed, so that every start finds what an earlier one made. */
export const BUILT_IN_ID = {
  openaiCompatible: "tpl_builtin_openai_compatible",
  openrouter: "tpl_builtin_openrouter",
  anthropic: "tpl_builtin_anthropic",
  genhuman: "tpl_builtin_genhuman",
  iopaint: "tpl_builtin_iopaint",
  photoStyle: "tpl_builtin_photo_style",
  display: "tpl_builtin_display",
} as const;
export type BuiltIn = keyof typeof BUILT_IN_ID;
