/** "PDF, 1.2 MB" */
export function fileSize({ type, sizeBytes }: { type: string; sizeBytes: number }): string {
  const isSmall = sizeBytes < 1_000_000;
  const size = isSmall ? Math.max(1, Math.round(sizeBytes / 1_000)) : (sizeBytes / 1e6).toFixed(1);
  return `${type === "text/csv" ? "CSV" : "PDF"}, ${size} ${isSmall ? "kB" : "MB"}`;
}
