import { IconSearch } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import css from "./Places.module.css";
import { placeWords } from "./place-words.ts";
import { type Place, placesApi } from "./places-api.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface PlacesFormProps {
  channelId: string;
  beat: { id: string };
  name: string;
  places: readonly Place[];
  onClose: () => void;
}

/** Places of the network, found by words; what is ticked is checked at the network once more and kept. */
export function PlacesForm({ channelId, beat, name, places, onClose }: PlacesFormProps) {
  const t = useWords(placeWords);
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const [words, setWords] = useState("");
  const [found, setFound] = useState<readonly Place[]>();
  const [chosen, setChosen] = useState(places);
  const search = () => act(async () => setFound((await placesApi.search(channelId, words)).places));
  const save = () =>
    act(async () => {
      const keys = chosen.map(({ key }) => key);
      await placesApi.set(channelId, { beatId: beat.id, keys });
      await queries.invalidateQueries({ queryKey: ["channels"] });
      toast(t("saved", { beat: name }));
      onClose();
    });
  const toggle = (place: Place) =>
    setChosen(
      chosen.some(({ key }) => key === place.key)
        ? chosen.filter(({ key }) => key !== place.key)
        : [...chosen, place],
    );
  const all = { chosen, toggle };
  const others = chosen.filter(({ key }) => !found?.some((place) => place.key === key));
  return (
    <Stack gap={16}>
      <form
        aria-label={t("chooseFor", { beat: name })}
        onSubmit={(event) => {
          event.preventDefault();
          void search();
        }}
      >
        <div className={css["search"]}>
          <TextField
            label={t("words")}
            hint={t("wordsHint")}
            isFirst
            autoComplete="off"
            maxLength={100}
            value={words}
            onChange={setWords}
          />
          <Button icon={IconSearch} type="submit" loading={busy}>
            {t("search")}
          </Button>
        </div>
      </form>
      <ErrorNotice error={error} />
      <div role="status">
        {found?.length === 0 && <p>{t("nothing")}</p>}
        {found && found.length > 0 && <Ticks {...all} title={t("found")} places={found} />}
      </div>
      {others.length > 0 && <Ticks {...all} title={t("chosen")} places={others} />}
      <Row>
        <Button look="primary" loading={busy} onClick={() => void save()}>
          {t("save")}
        </Button>
        <Button look="quiet" disabled={busy} onClick={onClose}>
          {t("cancel")}
        </Button>
      </Row>
    </Stack>
  );
}

interface TicksProps {
  title: string;
  places: readonly Place[];
  chosen: readonly Place[];
  toggle: (place: Place) => void;
}

function Ticks({ title, places, chosen, toggle }: TicksProps) {
  const t = useWords(placeWords);
  return (
    <fieldset className={css["ticks"]}>
      <legend>
        <Quiet small>{title}</Quiet>
      </legend>
      {places.map((place) => (
        <CheckField
          key={place.key}
          label={[
            place.name,
            ...(place.kind === undefined ? [] : [t(place.kind)]),
            ...(place.people === undefined ? [] : [t("people", { count: place.people })]),
          ].join(" · ")}
          checked={chosen.some(({ key }) => key === place.key)}
          onChange={() => toggle(place)}
        />
      ))}
    </fieldset>
  );
}
