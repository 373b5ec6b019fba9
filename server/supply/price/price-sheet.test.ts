import { describe, expect, it } from "vitest";
import { readPriceSheet } from "./price-sheet";

function priceOf(text: string) {
  const sheet = readPriceSheet(text);
  return sheet.entries?.[0]?.price;
}

const NO_SPECIAL = { cacheWritePrice: null, audioInputPrice: null, imageInputPrice: null, audioOutputPrice: null };

describe("a pasted price list", () => {
  it("may say what sound, pictures and cache writes cost", () => {
    const special = { cacheWritePrice: "3", audioInputPrice: "40", imageInputPrice: null, audioOutputPrice: "80" };
    const lines = "model,input,output,cache_write,audio_input,image_input,audio_output\nm,2.5,10,$3,40,,80";
    expect(priceOf(lines)).toMatchObject(special);
    expect(priceOf('{"m":{"input":2.5,"audioInputPrice":40,"audio_output":80,"Cache Write":3}}')).toMatchObject(
      special,
    );
  });

  it("may be lines with a header, whatever separates them", () => {
    const price = {
      mode: "token",
      inputPrice: "2.5",
      outputPrice: "10",
      cachedInputPrice: "1.25",
      ...NO_SPECIAL,
      callPrice: "0",
    };
    expect(priceOf("model,input,cached input,output\ngpt-4o,2.5,1.25,10")).toEqual(price);
    expect(priceOf("Model;Input;Cached_Input;Output\r\ngpt-4o;$2.5;1.25;10\r\n")).toEqual(price);
    expect(priceOf("model\toutput\tinput\tcached\ngpt-4o\t10\t2.5\t1.25")).toEqual(price);
  });

  it("may be JSON, by position or by model", () => {
    const price = {
      mode: "token",
      inputPrice: "0.15",
      outputPrice: "0.6",
      cachedInputPrice: null,
      ...NO_SPECIAL,
      callPrice: "0",
    };
    expect(priceOf('[{"model":"gpt-4o-mini","input":0.15,"output":"0.6"}]')).toEqual(price);
    expect(priceOf('{"gpt-4o-mini":{"inputPrice":0.15,"outputPrice":0.6}}')).toEqual(price);
  });

  it("takes tiny JSON numbers as their author typed them", () => {
    expect(priceOf('[{"model":"m","input":2.5e-7,"output":0}]')?.inputPrice).toBe("0.00000025");
  });

  it("reads a model with nothing but a call price as priced by call", () => {
    expect(priceOf("model,per_call\ndall-e-3,0.04")).toMatchObject({ mode: "call", callPrice: "0.04" });
  });

  it("keeps separators and quotes inside quoted cells", () => {
    const sheet = readPriceSheet('model,input,output\n"a,b",1,2\n\n"c""d",1,2');
    expect(sheet.entries?.map(({ model, place }) => [model, place])).toEqual([
      ["a,b", 2],
      ['c"d', 4],
    ]);
  });

  it.each([
    ["model,input\n,1", "bad_model"],
    ["model,input\ngpt 4,1", "bad_model"],
    ["model,input\nm,-1", "bad_price"],
    ["model,input\nm,1e3", "bad_price"],
    ["model,input\nm,100001", "bad_price"],
    ["model,input,mode\nm,1,minute", "bad_mode"],
    ["model,input\nm,", "no_price"],
  ])("says what is wrong with a line of %j", (text, error) => {
    expect(readPriceSheet(text).entries?.[0]).toMatchObject({ price: null, error });
  });

  it("refuses the second mention of a model, so that order decides nothing", () => {
    expect(readPriceSheet("model,input\nm,1\nm,2").entries?.map(({ error }) => error)).toEqual([null, "repeated"]);
  });

  it.each([
    ["   ", "empty"],
    ["model,input\n", "empty"],
    ["{oops", "bad_json"],
    ["input,output\n1,2", "no_model_column"],
    [`model,input\n${Array.from({ length: 1_001 }, (_, index) => `m${index},1`).join("\n")}`, "too_many"],
  ])("says when the whole is none", (text, fault) => {
    expect(readPriceSheet(text)).toEqual({ entries: null, fault });
  });
});
