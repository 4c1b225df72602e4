const wholeBytesMax = 64_000_000;
const pieceBytes = 10_000_000;

/** Bytes `from` up to and with `to`. */
export interface Piece {
  from: number;
  to: number;
}

/**
 * How a video is cut: whole up to 64 MB, else in pieces of 10 MB of which the last takes the rest (5 to 64 MB a
 * piece, the last up to 128 MB, 1,000 at most). Source: developers.tiktok.com, media transfer guide.
 */
export function piecesOf(size: number): { pieceSize: number; pieces: readonly Piece[] } {
  const pieceSize = size <= wholeBytesMax ? size : pieceBytes;
  const count = Math.max(1, Math.floor(size / pieceSize));
  const pieces = Array.from({ length: count }, (_one, index) => ({
    from: index * pieceSize,
    to: index === count - 1 ? size - 1 : (index + 1) * pieceSize - 1,
  }));
  return { pieceSize, pieces };
}
