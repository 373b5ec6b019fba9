import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { createContext } from "@/server/trpc/context";
import { createCaller } from "@/server/trpc/root";

/** The procedures, called by a server component as the person who asks for the page; one context a request. */
export const getServerCaller = cache(async () => createCaller(await createContext(await headers())));
