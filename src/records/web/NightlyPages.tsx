import { IconMoon } from "@tabler/icons-react";
import { useState } from "react";
import { FollowField } from "./FollowField.tsx";
import css from "./PageCaptures.module.css";
import { isAddress, pagesApi, usePagesChanged, type PlaceRow } from "./pages-api.ts";
import { pagesWords } from "./words/pages.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** The pages that are captured every night. */
export function NightlyPages({ places }: { places: readonly PlaceRow[] | undefined }) {
  const t = useWords(pagesWords);
  const may = useMay();
  return (
    <Panel title={t("nightly")}>
      <Stack>
        <Quiet>{t("nightlyAbout")}</Quiet>
        {places === undefined && <SkeletonRows rows={2} />}
        {places?.length === 0 && <EmptyState small picture="calm" sentence={t("noPlaces")} />}
        {places && places.length > 0 && (
          <ul className={css["places"]}>
            {places.map((place) => (
              <Place key={place.id} place={place} />
            ))}
          </ul>
        )}
        {may("pages.name") && <NamePlace />}
      </Stack>
    </Panel>
  );
}

function Place({ place }: { place: PlaceRow }) {
  const t = useWords(pagesWords);
  const may = useMay();
  const changed = usePagesChanged();
  return (
    <li>
      <span className={css["named"]}>
        <strong>{place.name}</strong>
        <Quiet small>
          {place.url}
          {place.isFollowed && ` · ${t("follow")}`}
        </Quiet>
      </span>
      {may("pages.name") && (
        <ConfirmButton
          small
          question={t("endQuestion", { name: place.name })}
          consequence={t("endConsequence")}
          onConfirm={async () => {
            await pagesApi.end(place.id);
            await changed();
          }}
        >
          {t("end")}
        </ConfirmButton>
      )}
    </li>
  );
}

function NamePlace() {
  const t = useWords(pagesWords);
  const changed = usePagesChanged();
  const { busy, error, act } = useAct();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [isFollowed, setFollowed] = useState(false);
  const add = () =>
    act(async () => {
      await pagesApi.name({ name: name.trim(), url: url.trim(), isFollowed });
      setName("");
      setUrl("");
      await changed();
    });
  return (
    <Stack gap={12}>
      <TextField label={t("name")} maxLength={120} value={name} onChange={setName} />
      <TextField label={t("url")} value={url} onChange={setUrl} />
      <FollowField value={isFollowed} onChange={setFollowed} />
      <ErrorNotice error={error} />
      <Row end>
        <Button
          icon={IconMoon}
          loading={busy}
          disabled={name.trim() === "" || !isAddress(url)}
          onClick={() => void add()}
        >
          {t("namePlace")}
        </Button>
      </Row>
    </Stack>
  );
}
