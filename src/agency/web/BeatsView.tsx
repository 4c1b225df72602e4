import { useQuery } from "@tanstack/react-query";
import css from "./AreaDrawing.module.css";
import { settingsApi } from "./api-agency.ts";
import { pathIn, surface, viewOf, type Area } from "./area-view.ts";

/** An area over the agency's beats, to look at. */
export function BeatsView({ label, area }: { label: string; area: Area }) {
  const { data } = useQuery({ queryKey: ["beats"], queryFn: settingsApi.beats });
  const beats = data?.beats ?? [];
  const view = viewOf([area, ...beats.map((one) => one.area)]);
  return (
    <svg
      className={`${css["surface"]} ${css["view"]}`}
      viewBox={`0 0 ${surface.width} ${surface.height}`}
      role="img"
      aria-label={label}
    >
      {beats.map((one) => (
        <path key={one.id} className={css["known"]} d={pathIn(view, one.area)} />
      ))}
      <path className={css["danger"]} d={pathIn(view, area)} />
    </svg>
  );
}
