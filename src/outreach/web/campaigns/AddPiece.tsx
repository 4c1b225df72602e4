import { useState } from "react";
import css from "../Outreach.module.css";
import { campaignsApi, useCampaignsChanged, type OwnPiece } from "./api.ts";
import { campaignWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const empty: OwnPiece = { title: "", text: "", language: "en", offsetDays: 0, time: "10:00" };

/** A post of one's own, on a day of the campaign. */
export function AddPiece({ id }: { id: string }) {
  const t = useWords(campaignWords);
  const changed = useCampaignsChanged();
  const { busy, error, act } = useAct();
  const [piece, setPiece] = useState<OwnPiece>();
  if (!piece)
    return (
      <Row end>
        <Button onClick={() => setPiece(empty)}>{t("add")}</Button>
      </Row>
    );
  const put = (part: Partial<OwnPiece>) => setPiece({ ...piece, ...part });
  const add = () =>
    act(async () => {
      await campaignsApi.add(id, piece);
      await changed();
      toast(t("added"));
      setPiece(undefined);
    });
  return (
    <Panel title={t("add")}>
      <Stack gap={16}>
        <TextField
          label={t("postTitle")}
          isFirst
          maxLength={200}
          value={piece.title}
          onChange={(title) => put({ title })}
        />
        <AreaField
          label={t("text")}
          rows={5}
          maxLength={5_000}
          value={piece.text}
          onChange={(text) => put({ text })}
        />
        <div className={css["grid"]}>
          <TextField
            label={t("day")}
            hint={t("dayHint")}
            inputMode="numeric"
            maxLength={3}
            value={String(piece.offsetDays)}
            onChange={(text) => put({ offsetDays: /^\d{1,3}$/.test(text) ? Number(text) : 0 })}
          />
          <TextField
            label={t("time")}
            type="time"
            value={piece.time}
            onChange={(time) => put({ time })}
          />
          <SelectField
            label={t("language")}
            value={piece.language}
            choices={[
              { value: "en", label: t("en") },
              { value: "es", label: t("es") },
            ]}
            onChange={(value) => put({ language: value === "es" ? "es" : "en" })}
          />
        </div>
        <ErrorNotice error={error} />
        <Row end>
          <Button
            look="primary"
            loading={busy}
            disabled={!piece.title.trim() || !piece.text.trim()}
            onClick={() => void add()}
          >
            {t("addIt")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}
