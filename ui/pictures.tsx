import type { ReactNode } from "react";

export type PictureName = "calm" | "paper" | "search" | "channel" | "people" | "lost" | "broken";

/** Line drawings for empty states, in the ink of the page: no files, no colours of their own. */
const drawings: Record<PictureName, ReactNode> = {
  calm: (
    <>
      <path d="M12 76h96" />
      <path d="M30 76a30 30 0 0 1 60 0" />
      <path d="M60 32V20M91 45l8-8M29 45l-8-8M104 68h8M8 68h8" data-accent />
      <path d="M24 88h72M40 98h40" />
    </>
  ),
  paper: (
    <>
      <path d="M34 14h38l16 16v66a4 4 0 0 1-4 4H34a4 4 0 0 1-4-4V18a4 4 0 0 1 4-4Z" />
      <path d="M72 14v16h16" />
      <path d="M42 48h34M42 60h34M42 72h20" data-accent />
    </>
  ),
  search: (
    <>
      <path d="M18 26h52M18 42h34M18 58h30M18 74h38" />
      <circle cx="76" cy="62" r="20" data-accent />
      <path d="m91 77 17 17" data-accent />
    </>
  ),
  channel: (
    <>
      <circle cx="60" cy="56" r="8" data-accent />
      <path d="M42 38a26 26 0 0 0 0 36M78 38a26 26 0 0 1 0 36" data-accent />
      <path d="M29 25a44 44 0 0 0 0 62M91 25a44 44 0 0 1 0 62" />
    </>
  ),
  people: (
    <>
      <circle cx="46" cy="42" r="14" data-accent />
      <path d="M18 92c2-18 14-27 28-27s26 9 28 27" />
      <path d="M72 29a14 14 0 0 1 0 26M82 67c11 3 18 12 20 25" />
    </>
  ),
  lost: (
    <>
      <path d="M60 14v86M44 100h32" />
      <path d="M60 22h36l10 10-10 10H60Z" data-accent />
      <path d="M60 50H26L16 60l10 10h34Z" />
    </>
  ),
  broken: (
    <>
      <path d="M16 70h22l8-26 14 48 10-34 6 12h28" data-accent />
      <path d="M16 100h88M16 24h88" />
    </>
  ),
};

export function Picture({ name }: { name: PictureName }) {
  return (
    <svg viewBox="0 0 120 112" width="120" height="112" aria-hidden className="ob-picture">
      {drawings[name]}
    </svg>
  );
}
