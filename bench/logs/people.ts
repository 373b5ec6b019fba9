import { cumulativeDraw, randomOf, seededId } from "./seeded";
import { drawGroup, drawModel, GROUPS } from "./supply";

export type BenchUser = {
  id: string;
  username: string;
  group: (typeof GROUPS)[number];
  createdAt: number;
  /** Places of the models this customer's programs ask for. */
  models: readonly number[];
  ip: string;
};

const FIRST = "ada alan barbara claude donald edith frances grace hedy ivan joan karen leslie mary niklaus".split(" ");
const LAST = "lovelace turing liskov shannon knuth clarke allen hopper lamarr sutherland clarke jones lamport".split(
  " ",
);
const YEAR_MS = 365 * 86_400_000;
const MODELS_OF_USER = 3;
export const TOKENS_OF_USER = 10;

/** Which of a customer's tokens, and which of their models: the first by far most often. */
export const drawToken = cumulativeDraw(Array.from({ length: TOKENS_OF_USER }, (_, place) => 1 / (place + 1) ** 1.5));
export const drawOwnModel = cumulativeDraw([70, 22, 8]);

/** The name of the customer at a place; place 0 has the most requests. */
export function usernameAt(place: number): string {
  const first = FIRST[place % FIRST.length];
  const last = LAST[Math.floor(place / FIRST.length) % LAST.length];
  return `${first}.${last}.${place}`;
}

/** Everybody who has an account, the busiest first, from the seed alone. They came over the year before the first request. */
export function makeUsers(seed: number, count: number, from: number): BenchUser[] {
  return Array.from({ length: count }, (_, place) => {
    const random = randomOf(seed, 10_000 + place);
    const createdAt = from - Math.floor(random.next() * YEAR_MS);
    return {
      id: seededId("usr", createdAt, random),
      username: usernameAt(place),
      group: GROUPS[drawGroup(random)] ?? "default",
      createdAt,
      models: Array.from({ length: MODELS_OF_USER }, () => drawModel(random)),
      ip: `198.${random.between(16, 31)}.${random.between(0, 255)}.${random.between(1, 254)}`,
    };
  });
}

/** The ids of everybody's tokens: those of the user at place p from p × TOKENS_OF_USER on. */
export function makeTokenIds(seed: number, users: readonly BenchUser[]): string[] {
  return users.flatMap((user, place) => {
    const random = randomOf(seed, 1_000_000 + place);
    return Array.from({ length: TOKENS_OF_USER }, (_, index) => seededId("tok", user.createdAt + index, random));
  });
}
