import { argon2, createHash, timingSafeEqual } from "node:crypto";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

/** OWASP's argon2id floor; the parameters ride in the hash, so that they can be raised later (T08). */
const parameters = { memory: 19_456, passes: 2, parallelism: 1 };
const lengthMin = limit(
  "password.length.min",
  8,
  "characters",
  "NIST 800-63B-4: 8 with a second factor, which every account has",
);
const lengthMax = limit(
  "password.length.max",
  256,
  "characters",
  "no truncation, and no gigabyte to hash",
);

/** `argon2id$m,t,p$salt$hash`, base64url. */
export async function hashPassword(password: string, salt: Buffer): Promise<string> {
  const { memory, passes, parallelism } = parameters;
  const hash = await derive(password, salt, memory, passes, parallelism);
  return `argon2id$${memory},${passes},${parallelism}$${salt.toString("base64url")}$${hash.toString("base64url")}`;
}

export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [kind, numbers = "", salt = "", hash = ""] = stored.split("$");
  const [memory, passes, parallelism] = numbers.split(",").map(Number);
  if (kind !== "argon2id" || !memory || !passes || !parallelism) return false;
  const tried = await derive(password, Buffer.from(salt, "base64url"), memory, passes, parallelism);
  return equalBytes(tried, Buffer.from(hash, "base64url"));
}

function derive(
  password: string,
  nonce: Buffer,
  memory: number,
  passes: number,
  parallelism: number,
): Promise<Buffer> {
  const message = Buffer.from(password.normalize("NFKC"));
  return new Promise((resolve, reject) => {
    argon2(
      "argon2id",
      { message, nonce, memory, passes, parallelism, tagLength: 32 },
      (error, key) => {
        if (error) reject(error);
        else resolve(key);
      },
    );
  });
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** For secrets that we made ourselves with full entropy: tokens, session keys, passes. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** Refuses what is too short or too common, and says why (NIST 800-63B-4: no composition rules). */
export function checkPassword(
  password: string,
  person: { email: string; name: string; agency: string },
): void {
  const length = [...password].length;
  if (length < lengthMin)
    throw weak(
      `A password needs at least ${lengthMin} characters; longer is better than stranger.`,
    );
  if (length > lengthMax) throw weak(`A password may have at most ${lengthMax} characters.`);
  const plain = password.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  if (new Set(plain).size < 4 && plain.length > 0 && plain.length === password.length)
    throw weak("This password repeats a few characters. Guessing programs try those first.");
  const stem = plain.replaceAll(/\d+/g, "");
  if (common.has(plain) || common.has(stem))
    throw weak("This password is on the lists that guessing programs try first.");
  const own = [
    person.email.split("@")[0] ?? "",
    ...person.name.split(/\s+/),
    ...person.agency.split(/\s+/),
  ];
  if (
    own.some((word) => word.length >= 4 && stem === word.toLowerCase().replaceAll(/[^a-z]/g, ""))
  ) {
    throw weak(
      "This password is your name or your agency's name with a number. Choose words that are not about you.",
    );
  }
}

function weak(sentence: string): Refusal {
  return new Refusal("weak-password", sentence);
}

/** Stems that lead every published list of broken passwords, and the trade's own. */
const common = new Set([
  "",
  "password",
  "passwort",
  "passw",
  "pass",
  "qwerty",
  "qwertyuiop",
  "qwertz",
  "azerty",
  "asdfgh",
  "asdfghjkl",
  "zxcvbn",
  "zxcvbnm",
  "abc",
  "abcd",
  "abcdef",
  "abcdefg",
  "abcdefgh",
  "letmein",
  "welcome",
  "iloveyou",
  "monkey",
  "dragon",
  "football",
  "baseball",
  "basketball",
  "sunshine",
  "princess",
  "superman",
  "batman",
  "starwars",
  "trustno",
  "master",
  "shadow",
  "michael",
  "jordan",
  "hunter",
  "ranger",
  "buster",
  "soccer",
  "hockey",
  "killer",
  "george",
  "charlie",
  "andrew",
  "michelle",
  "jessica",
  "pepper",
  "daniel",
  "access",
  "flower",
  "secret",
  "changeme",
  "default",
  "admin",
  "administrator",
  "root",
  "login",
  "guest",
  "summer",
  "winter",
  "spring",
  "autumn",
  "january",
  "december",
  "computer",
  "internet",
  "whatever",
  "freedom",
  "qazwsx",
  "passwordpassword",
  "police",
  "policeman",
  "sheriff",
  "deputy",
  "officer",
  "sergeant",
  "lieutenant",
  "captain",
  "chief",
  "badge",
  "patrol",
  "dispatch",
  "thinblueline",
  "bluelinepolice",
  "openbeat",
  "cop",
  "swat",
  "fbi",
  "correcthorsebatterystaple",
]);
