/* Proofs that stand by themselves, C2SP tlog-proof: an entry's place, its way to the root, and the checkpoint. */

/** The text of a `.tlog-proof`: it is all that is needed beside the entry and the keys one trusts. */
export function formatTlogProof(
  index: number,
  proof: readonly Uint8Array[],
  checkpoint: string,
): string {
  const hashes = proof.map((hash) => `${Buffer.from(hash).toString("base64")}\n`);
  return `c2sp.org/tlog-proof@v1\nindex ${index}\n${hashes.join("")}\n${checkpoint}`;
}

/** Where a package keeps the proof of an entry. */
export function tlogProofPath(index: number): string {
  return `proofs/${index}.tlog-proof`;
}
