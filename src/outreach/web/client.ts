import { hc } from "hono/client";
import type { OutreachRoutes } from "#outreach";
import { apiBase, consoleFetch } from "#ui/api.ts";

/** The server's types, no code. */
export const client = hc<OutreachRoutes>(apiBase, { fetch: consoleFetch });
