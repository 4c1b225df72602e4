import { useQuery } from "@tanstack/react-query";
import { settingsApi } from "./api-agency.ts";
import { AreaDrawing } from "./AreaDrawing.tsx";
import type { Area } from "./area-view.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";

interface BeatsDrawingProps {
  label: string;
  initial?: Area | undefined;
  onChange: (area: Area | undefined) => void;
}

/** An area drawn over the agency's beats, for whoever needs one. */
export function BeatsDrawing(props: BeatsDrawingProps) {
  const { data, error, refetch } = useQuery({ queryKey: ["beats"], queryFn: settingsApi.beats });
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={4} />;
  return <AreaDrawing known={data.beats} {...props} />;
}
