import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { startTestDatabase } from "./test-database.ts";

/**
 * Writes schema.sql from a freshly migrated database, or with --check compares: a migration's whole effect
 * shows in the diff, and a migration that was not dumped fails the check.
 */
const path = join(import.meta.dirname, "../schema.sql");
const database = await startTestDatabase();
try {
  const text = await dump({
    host: database.folder,
    port: 5432,
    user: "openbeat",
    database: "template_openbeat",
  });
  if (!process.argv.includes("--check")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text)
    throw new Error(
      "schema.sql does not match the migrations: run node tools/schema.ts and look at the diff.",
    );
} finally {
  await database.stop();
}

async function dump(connection: pg.ClientConfig): Promise<string> {
  const client = new pg.Client(connection);
  await client.connect();
  const lines = async (sql: string) =>
    (await client.query<{ line: string }>(sql)).rows.map(({ line }) => line);
  const own = "n.nspname = 'public' and c.relname !~ '_\\d{6}$'";
  const parts = [
    await lines(`select format('table %I: %s', c.relname, string_agg(format('%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' else '' end, coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')), ', ' order by a.attnum)) as line
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where c.relkind in ('r', 'p') and ${own} group by c.relname order by 1`),
    await lines(
      `select pg_get_indexdef(i.indexrelid) as line from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where ${own} order by 1`,
    ),
    await lines(`select format('constraint on %I: %s %s', c.relname, k.conname, pg_get_constraintdef(k.oid)) as line from pg_constraint k join pg_class c on c.oid = k.conrelid
      join pg_namespace n on n.oid = c.relnamespace where k.contype <> 'n' and ${own} order by 1`),
    await lines(`select format('policy %I on %I using %s', p.polname, c.relname, pg_get_expr(p.polqual, p.polrelid)) as line from pg_policy p join pg_class c on c.oid = p.polrelid
      join pg_namespace n on n.oid = c.relnamespace where ${own} order by 1`),
    await lines(`select format('grant %s on %I to %I', string_agg(privilege_type, ', ' order by privilege_type), table_name, grantee) as line
      from information_schema.role_table_grants where table_schema = 'public' and grantee = 'openbeat_app' and table_name !~ '_\\d{6}$' group by table_name, grantee order by 1`),
    await lines(
      `select format('function %s: %s', p.proname, p.prosrc) as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' order by 1`,
    ),
  ];
  await client.end();
  return `${parts.map((part) => part.join(";\n")).join(";\n\n")};\n`;
}
