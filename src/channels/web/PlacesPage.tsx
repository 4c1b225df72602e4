import { IconInfoCircle, IconMapPin } from "@tabler/icons-react";
import { useState } from "react";
import { useParams } from "react-router";
import { useChannels, type ChannelRow } from "./api.ts";
import css from "./Places.module.css";
import { placeWords } from "./place-words.ts";
import { type Place, useBeats } from "./places-api.ts";
import { PlacesForm } from "./PlacesForm.tsx";
import { Button } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useTold } from "#ui/told.ts";
import { useWords } from "#ui/words.ts";

/** `/channels/:id/places`: which of the network's places each beat is. */
export function PlacesPage() {
  const { id } = useParams();
  const t = useWords(placeWords);
  const { data, error, refetch } = useChannels();
  const beats = useBeats();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data || !beats) return <SkeletonPage />;
  const channel = data.channels.find((one) => one.id === id);
  return (
    <>
      <PageHeader
        title={t("title", { name: channel?.name ?? "" })}
        up={{ to: "/channels", label: t("channels") }}
        about={t("about")}
      />
      {!channel?.capabilities.placeTargeting ? (
        <EmptyState picture="channel" sentence={t("notHere")} />
      ) : (
        <Stack gap={16}>
          <Offer targeting={channel.capabilities.placeTargeting} />
          {beats.length === 0 && <EmptyState picture="channel" sentence={t("noBeats")} />}
          <ul className={css["beats"]}>
            {beats.map((beat) => (
              <BeatItem key={beat.id} {...{ beat, channel }} />
            ))}
          </ul>
        </Stack>
      )}
    </>
  );
}

type Targeting = NonNullable<ChannelRow["capabilities"]["placeTargeting"]>;

/** What the network says it does with such a post. */
function Offer({ targeting }: { targeting: Targeting }) {
  const t = useWords(placeWords);
  const { sentence } = useTold();
  const says = sentence(targeting.says);
  return (
    <Notice icon={IconInfoCircle}>
      <p lang={says.lang}>{says.text}</p>
      {targeting.peopleMin !== undefined && <p>{t("peopleMin", { count: targeting.peopleMin })}</p>}
      <p>
        <Quiet small>{t("source", { source: targeting.source, date: targeting.verifiedOn })}</Quiet>
      </p>
    </Notice>
  );
}

interface BeatItemProps {
  beat: { id: string; code: string; name: string };
  channel: ChannelRow;
}

function BeatItem({ beat, channel }: BeatItemProps) {
  const t = useWords(placeWords);
  const may = useMay();
  const [open, setOpen] = useState(false);
  const name = `${beat.code} ${beat.name}`;
  const places: readonly Place[] = channel.places[beat.id] ?? [];
  return (
    <li className={css["beat"]}>
      <div className={css["head"]}>
        <h2>{name}</h2>
        {!open && (
          <DisabledReason reason={may("channel.places") ? undefined : t("onlyAdministrators")}>
            {(disabled) => (
              <Button
                small
                icon={IconMapPin}
                {...disabled}
                onClick={disabled.onClick ?? (() => setOpen(true))}
              >
                {t("choose")}
                <span className="ob-hidden">: {name}</span>
              </Button>
            )}
          </DisabledReason>
        )}
      </div>
      {open ? (
        <PlacesForm
          {...{ beat, name, places }}
          channelId={channel.id}
          onClose={() => setOpen(false)}
        />
      ) : places.length === 0 ? (
        <p>
          <Quiet>{t("none")}</Quiet>
        </p>
      ) : (
        <p>{places.map((place) => place.name).join(" · ")}</p>
      )}
    </li>
  );
}
