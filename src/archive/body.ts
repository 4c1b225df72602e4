/**
 * What lies enveloped beside an entry: each part's salt, and its text or the blob that holds its bytes. Destroy it
 * and the leaf still verifies.
 */
export interface Body {
  parts: Record<string, BodyPart>;
}

/** The words are the text again: only the seed of their salts is kept. Salts and seeds in base64. */
export type BodyPart =
  | { salt: string; text: string }
  | { salt: string; blob: string }
  | { salt: string; seed: string };
