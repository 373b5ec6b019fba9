/** Every secret that a test plants holds this text; nothing a stage prints may. */
export const PLANTED_MARK = "pl4nted-s3cret";
