import type { AuthEntry } from "./auth-entry";
import type { OwnRoutes } from "./own-routes";
import { type LeftOut, leftOutOf, type Snapshot, type Tier, tiersOf } from "./snapshot";

/** Between which channels a request has the choice, in the order of asking, and which were left out. */
export type RouteView = { tiers: readonly Tier[]; leftOut: readonly LeftOut[] };

type Views = Map<string, RouteView>;

/** Made once for each snapshot, list of groups and model, and with the account's own providers in it once for each account. */
const siteViews = new WeakMap<Snapshot, Views>();
const ownViews = new WeakMap<OwnRoutes, WeakMap<Snapshot, Views>>();

type Asked = { entry: AuthEntry; model: string; groups: readonly string[] };

/** The route of a key's request where it is more than that of one group; null where it is just that. */
export function routeViewOf(snapshot: Snapshot, { entry, model, groups }: Asked): RouteView | null {
  const { own } = entry;
  const isOwn = own !== null && (own.tiers.has(model) || own.leftOut.has(model));
  if (!isOwn) return groups.length === 1 ? null : siteView(snapshot, groups, model);
  const ofRoutes = ownViews.get(own) ?? new WeakMap<Snapshot, Views>();
  ownViews.set(own, ofRoutes);
  const views = viewsOf(ofRoutes, snapshot);
  const key = keyOf(groups, model);
  const known = views.get(key);
  if (known) return known;
  const view = withOwn(own, model, siteView(snapshot, groups, model));
  views.set(key, view);
  return view;
}

function siteView(snapshot: Snapshot, groups: readonly string[], model: string): RouteView {
  const views = viewsOf(siteViews, snapshot);
  const key = keyOf(groups, model);
  const known = views.get(key);
  if (known) return known;
  const tiers = groups.flatMap((group) => tiersOf(snapshot, group, model));
  const leftOut = groups.flatMap((group) => leftOutOf(snapshot, group, model));
  const seen = new Set<string>();
  const isNew = (id: string) => !seen.has(id) && seen.add(id).size > 0;
  const view = {
    tiers: tiers.map((tier) => tier.filter(({ channel }) => isNew(channel.id))).filter((tier) => tier.length > 0),
    leftOut: leftOut.filter(({ id }) => isNew(id)),
  };
  // A client can ask for any number of names that nobody serves.
  if (view.tiers.length + view.leftOut.length > 0) views.set(key, view);
  return view;
}

function withOwn(own: OwnRoutes, model: string, site: RouteView): RouteView {
  const [mine, mineLeftOut] = [own.tiers.get(model) ?? [], own.leftOut.get(model) ?? []];
  if (own.policy === "only") return { tiers: mine, leftOut: mineLeftOut };
  const tiers = own.policy === "before" ? [...mine, ...site.tiers] : [...site.tiers, ...mine];
  return { tiers, leftOut: [...mineLeftOut, ...site.leftOut] };
}

function viewsOf(all: WeakMap<Snapshot, Views>, snapshot: Snapshot): Views {
  const views = all.get(snapshot) ?? new Map<string, RouteView>();
  all.set(snapshot, views);
  return views;
}

function keyOf(groups: readonly string[], model: string): string {
  return `${groups.join("\n")}\n\n${model}`;
}
