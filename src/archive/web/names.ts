import { useQuery } from "@tanstack/react-query";
import { use } from "react";
import { archiveApi, type Found } from "./api.ts";
import { archiveWords } from "./words/archive.ts";
import { loadHappenings } from "#agency/web";
import { useMay } from "#ui/session.ts";
import { useLabel, useWords } from "#ui/words.ts";

/** Asked for with the page that names what happened; the page waits for it. */
const happenings = loadHappenings();

type Named = Pick<Found, "kind" | "personId">;

/** The names behind a record's ids, and the record in one sentence: "Tom Diaz approved a post". */
export function useNames() {
  const t = useWords(archiveWords);
  const label = useLabel();
  const { happeningLabel } = use(happenings);
  const may = useMay();
  const people = useQuery({ queryKey: ["people"], queryFn: archiveApi.people, staleTime: 60_000 });
  const channels = useQuery({
    queryKey: ["channels"],
    queryFn: archiveApi.channels,
    enabled: may("channel.read"),
    staleTime: 60_000,
  });
  const beats = useQuery({
    queryKey: ["beats"],
    queryFn: archiveApi.beats,
    enabled: may("agency.read"),
    staleTime: 60_000,
  });
  const list = channels.data?.channels ?? [];
  const areas = beats.data?.beats ?? [];
  const person = (id: string | null) =>
    people.data?.people.find((one) => one.id === id)?.name ?? t("program");
  return {
    channels: list,
    people: people.data?.people ?? [],
    beats: areas,
    beat: (id: string) => {
      const known = areas.find((one) => one.id === id);
      return known ? `${known.code} ${known.name}` : "";
    },
    happening: (kind: string) => label(happeningLabel(kind)),
    person,
    channel: (id: string | null) => list.find((one) => one.id === id)?.name ?? "",
    sentence: ({ kind, personId }: Named) => `${person(personId)} ${label(happeningLabel(kind))}`,
  };
}
