/** Where encrypted values lie, in the order they are looked at. */
export const SECRET_PLACES = [
  "settings",
  "channelKeys",
  "channelHeaders",
  "channelProxies",
  "userConfigs",
  "importSteps",
  "redemptionSeeds",
  "mailBodies",
  "idempotentAnswers",
] as const;
export type SecretPlaceName = (typeof SECRET_PLACES)[number];

/** From this age on people are asked to change the key. */
export const KEY_AGE_WARNING_DAYS = 90;

/** Values that cannot be decrypted which are named; the rest is counted. */
export const UNREADABLE_SHOWN_MAX = 100;
