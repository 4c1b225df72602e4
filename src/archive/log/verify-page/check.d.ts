/* The types of check.js, which is plain JavaScript because browsers run it as it is. */

export interface ShownPart {
  name: string;
  state: "proved" | "withheld" | "faulty";
  bytes: Uint8Array | undefined;
}

export interface ShownRecord {
  number: number;
  index: number;
  isProved: boolean;
  faults: string[];
  leafHashHex: string;
  proofLength: number;
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
  records: ShownRecord[];
}

export interface CheckOptions {
  vkey?: string;
  onProgress?: (done: number, total: number) => void;
}

/** Checks a package: its ZIP, or its unpacked files by path. */
export function checkPackage(
  given: Blob | Map<string, Blob>,
  options?: CheckOptions,
): Promise<PackageReport>;
