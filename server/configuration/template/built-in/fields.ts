import type { JsonObject } from "../json-schema/json-schema";

type Text = { en: string; zh: string };
type Words = { title: Text; description?: Text };

/** What a field or a schema is called in both languages: forms take the reader's. */
export function words({ title, description }: Words): JsonObject {
  return {
    title: title.en,
    ...(description ? { description: description.en } : {}),
    "x-i18n": { "zh-CN": { title: title.zh, ...(description ? { description: description.zh } : {}) } },
  };
}

export const BASE_URL: JsonObject = {
  ...words({
    title: { en: "Base URL", zh: "基础地址" },
    description: {
      en: "Where requests go, without the path of a single call.",
      zh: "请求发往的地址，不含具体接口路径。",
    },
  }),
  type: "string",
  format: "uri",
  maxLength: 500,
};

export const API_KEY: JsonObject = {
  ...words({ title: { en: "API key", zh: "API 密钥" } }),
  type: "string",
  minLength: 1,
  maxLength: 500,
};

/** Seconds. */
export function timeout(maximum: number): JsonObject {
  return {
    ...words({ title: { en: "Time-out (seconds)", zh: "超时（秒）" } }),
    type: "integer",
    minimum: 1,
    maximum,
  };
}

export const MAX_RETRIES: JsonObject = {
  ...words({ title: { en: "Retries", zh: "重试次数" } }),
  type: "integer",
  minimum: 0,
  maximum: 10,
};

/** What every provider of language models has. */
export const MODEL_PROVIDER_FIELDS: JsonObject = {
  baseUrl: BASE_URL,
  apiKey: API_KEY,
  defaultModel: { ...words({ title: { en: "Default model", zh: "默认模型" } }), type: "string", maxLength: 191 },
  models: {
    ...words({ title: { en: "Models", zh: "模型列表" } }),
    type: "array",
    items: { type: "string", minLength: 1, maxLength: 191 },
    maxItems: 500,
    uniqueItems: true,
  },
  timeoutSeconds: timeout(3_600),
  maxRetries: MAX_RETRIES,
  headers: {
    ...words({
      title: { en: "Further headers", zh: "附加请求头" },
      description: { en: "Sent with every request.", zh: "随每个请求一起发送。" },
    }),
    type: "object",
    propertyNames: { pattern: "^[A-Za-z0-9-]{1,64}$" },
    additionalProperties: { type: "string", maxLength: 1_000 },
    maxProperties: 30,
  },
};

/** The shape of a template's schema. */
export function objectSchema(properties: JsonObject, fields: JsonObject): JsonObject {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    ...fields,
    properties,
  };
}
