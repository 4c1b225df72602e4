import { zValidator } from "@hono/zod-validator";
import type { Context, MiddlewareHandler } from "hono";
import type { z } from "zod";
import { notFound, Refusal } from "../refusal.ts";

export interface DeclaredInput {
  target: string;
  schema: z.ZodType;
}

const declared = new WeakMap<object, DeclaredInput>();

/**
 * Parses a part of the request at the door. What is wrong is answered field by field; the schema is
 * kept for the OpenAPI document.
 */
export const valid = ((target: "json", schema: z.ZodType) => {
  const middleware = zValidator(target, schema, (result) => {
    if (!result.success) throw unreadable(result.error);
  });
  declared.set(middleware, { target, schema });
  return middleware;
}) as unknown as typeof zValidator;

/** A part of the path in its shape. What has another shape is nothing of ours: it is not there. */
export function pathPart<T>(c: Context, name: string, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(c.req.param(name));
  if (!parsed.success) throw notFound(name);
  return parsed.data;
}

export function declaredInput(handler: MiddlewareHandler): DeclaredInput | undefined {
  return declared.get(handler);
}

/** Says field by field what cannot be used. */
export function unreadable(error: {
  issues: readonly { path: readonly PropertyKey[]; message: string }[];
}): Refusal {
  const fields = error.issues.map(({ path, message }) => ({
    field: path.join("."),
    says: message,
  }));
  const sentence = fields
    .map(({ field, says }) => (field === "" ? says : `${field}: ${says}`))
    .slice(0, 5)
    .join("; ");
  return new Refusal("not-valid", `Some of what was sent cannot be used. ${sentence}.`, {
    details: { fields },
  });
}
