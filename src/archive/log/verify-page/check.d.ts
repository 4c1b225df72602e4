/* The types of check.js, which is plain JavaScript because browsers run it as it is. */

export interface ShownPart {
  name: string;
  state: "proved" | "withheld" | "faulty";
  bytes: Uint8Array | undefined;
  /** Why it was withheld, where that is said. */
  reason?: string;
  /** Of a text that is given out in part. */
  runs?: ({ salts: string[]; words: string[] } | { leaves: string[]; reason: string })[];
}

export interface ShownRecord {
  number: number;
  index: number;
  isProved: boolean;
  faults: string[];
  leafHashHex: string;
  proofLength: number;
  proof: string[];
  entry:
    | {
        id: string;
        agency: string;
        kind: string;
        occurredAt: string;
        capturedAt: string;
        previous?: string;
      }
    | undefined;
  parts: ShownPart[];
}

export interface PackageReport {
  ok: boolean;
  faults: string[];
  /** False when this browser has no Ed25519: then nothing is said to be proved. */
  canCheckSignatures: boolean;
  isKeyCompared: boolean;
  vkey: string | undefined;
  manifest:
    | { agency: string; title: string; madeAt: string; origin: string; records: number }
    | undefined;
  checkpoint: { origin: string; size: number; rootHex: string } | undefined;
  /** Names of the witnesses in the given policy that stand by the checkpoint. */
  cosignedBy: string[] | undefined;
  /** What the time stamps say; their signatures are left to openssl. */
  stamps: { size: number; at: string }[];
  /** What completeness.json says, where there is one. */
  completeness:
    | { asOf: string; accounts: { name: string; gaps: { from: string; until: string | null }[] }[] }
    | undefined;
  records: ShownRecord[];
}

export interface CheckOptions {
  vkey?: string;
  /** Witnesses, in C2SP tlog-policy form or a key a line. */
  policy?: string;
  onProgress?: (done: number, total: number) => void;
}

/** Checks a package: its ZIP, or its unpacked files by path. */
export function checkPackage(
  given: Blob | Map<string, Blob>,
  options?: CheckOptions,
): Promise<PackageReport>;
