import { useQueryClient } from "@tanstack/react-query";
import type { ChannelRow } from "./api.ts";
import css from "./Channels.module.css";
import { placesApi, useBeats } from "./places-api.ts";
import { speakingWords } from "./speaking-words.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const all = "all";

/** For which beat an account speaks, one at most. Our own fediverse actors have theirs by their name. */
export function SpeaksFor({ channel }: { channel: ChannelRow }) {
  const t = useWords(speakingWords);
  const may = useMay();
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const beats = useBeats() ?? [];
  const named = beats.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }));
  const nameOf = (id: string) => named.find(({ value }) => value === id)?.label ?? "";
  const { id, name, beatId } = channel;
  if (named.length === 0) return null;
  if (channel.network === "fediverse" || !may("channel.places"))
    return beatId === null ? null : <p>{t("forBeat", { beat: nameOf(beatId) })}</p>;
  const bind = (value: string) =>
    act(async () => {
      await placesApi.speaksFor(id, value === all ? null : value);
      await queries.invalidateQueries({ queryKey: ["channels"] });
      toast(value === all ? t("freed", { name }) : t("bound", { name, beat: nameOf(value) }));
    });
  return (
    <details className={css["speaks"]}>
      <summary>
        {t("label")}: {beatId === null ? t("all") : nameOf(beatId)}
        <span className="ob-hidden"> ({name})</span>
      </summary>
      <SelectField
        label={t("label")}
        hint={t("hint")}
        value={beatId ?? all}
        disabled={busy}
        choices={[{ value: all, label: t("all") }, ...named]}
        onChange={(value) => void bind(value)}
      />
      <ErrorNotice error={error} />
    </details>
  );
}
