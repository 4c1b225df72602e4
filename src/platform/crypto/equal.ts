import { createHash, timingSafeEqual } from "node:crypto";

/** Compares secrets in constant time; both are hashed first, so that their lengths tell nothing either. */
export function isEqual(a: string, b: string): boolean {
  const [left, right] = [a, b].map((each) => createHash("sha256").update(each).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
