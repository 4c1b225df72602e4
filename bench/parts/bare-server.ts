import { serve } from "@hono/node-server";
import { Hono } from "hono";
import pg from "pg";
import { z } from "zod";

/**
 * The peer of the API bench: hono, zod and pg, and nothing else. It parses the same JSON and inserts one row, durable
 * when it answers. Whoever started it ends it.
 */
const pool = new pg.Pool({ connectionString: process.env["BARE_DATABASE"], max: 10 });
await pool.query(
  "create table if not exists bare_posts (id uuid primary key, content jsonb not null, at timestamptz not null)",
);
const shape = z.object({ title: z.string(), text: z.string(), channels: z.array(z.uuid()) });
const app = new Hono().post("/posts", async (c) => {
  const content = shape.parse(await c.req.json());
  const id = crypto.randomUUID();
  await pool.query({
    name: "bare",
    text: "insert into bare_posts (id, content, at) values ($1, $2, now())",
    values: [id, JSON.stringify(content)],
  });
  return c.json({ id }, 201);
});
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env["BARE_PORT"]) }, () =>
  console.log("ready"),
);
