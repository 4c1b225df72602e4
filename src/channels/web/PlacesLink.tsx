import { IconMapPin } from "@tabler/icons-react";
import { Link } from "react-router";
import type { ChannelRow } from "./api.ts";
import css from "./Places.module.css";
import { placeWords } from "./place-words.ts";
import { useBeats } from "./places-api.ts";
import { Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** On the card of a channel whose network can keep a post to places: how many beats have one. */
export function PlacesLink({ channel }: { channel: ChannelRow }) {
  const t = useWords(placeWords);
  const beats = useBeats() ?? [];
  const named = beats.filter(({ id }) => channel.places[id] !== undefined).length;
  return (
    <p className={css["link"]}>
      <IconMapPin size={16} stroke={1.75} aria-hidden />
      <Link to={`/channels/${channel.id}/places`}>
        {t("link")}
        <span className="ob-hidden">: {channel.name}</span>
      </Link>
      <Quiet>{t("linkCount", { named, of: beats.length })}</Quiet>
    </p>
  );
}
