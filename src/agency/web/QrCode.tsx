import { create } from "qrcode";
import css from "./QrCode.module.css";

/** A QR code as one SVG path: no canvas, no data address, sharp at any size. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const dots: string[] = [];
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) {
      if (modules.get(y, x)) dots.push(`M${x} ${y}h1v1h-1z`);
    }
  }
  return (
    <svg
      className={css["code"]}
      role="img"
      aria-label={label}
      viewBox={`-4 -4 ${modules.size + 8} ${modules.size + 8}`}
      shapeRendering="crispEdges"
    >
      <path d={dots.join("")} />
    </svg>
  );
}
