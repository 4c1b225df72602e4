import type { Hono, MiddlewareHandler } from "hono";
import { z } from "zod";
import type { AppEnv } from "./app-env.ts";
import { declaredInput } from "./valid.ts";

/** The OpenAPI 3.1 document of the routes as they are mounted: it cannot disagree with them. */
export function openApi(
  app: Hono<AppEnv>,
  options: { version: string; verbOf: (method: string, path: string) => string },
) {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const { method, path, handler } of app.routes) {
    if (method === "ALL" || !path.startsWith("/api/")) continue;
    const name = path.replaceAll(/:(\w+)/g, "{$1}");
    const operations = (paths[name] ??= {});
    const operation = (operations[method.toLowerCase()] ??= operationOf(
      method,
      path,
      options.verbOf(method, path),
    ));
    const input = declaredInput(handler as MiddlewareHandler);
    if (input?.target === "json") {
      operation.requestBody = {
        required: true,
        content: {
          "application/json": {
            schema: z.toJSONSchema(input.schema, { io: "input", unrepresentable: "any" }),
          },
        },
      };
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Openbeat",
      version: options.version,
      description: "Every answer that is not 2xx is application/problem+json (RFC 9457).",
    },
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    security: [{ token: [] }],
    paths,
  };
}

interface Operation {
  operationId: string;
  "x-verb": string;
  parameters: object[];
  requestBody?: object;
  responses: object;
}

function operationOf(method: string, path: string, verb: string): Operation {
  const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const problem = {
    description: "A problem, in a sentence",
    content: { "application/problem+json": { schema: { type: "object" } } },
  };
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[^a-zA-Z0-9]+(\w)/g, (_all, letter: string) => letter.toUpperCase())}`,
    "x-verb": verb,
    parameters,
    responses: {
      200: { description: "Done", content: { "application/json": {} } },
      default: problem,
    },
  };
}
