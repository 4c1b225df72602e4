import { useState } from "react";
import { mediaApi, type LibraryItem } from "./api.ts";
import { itemWords } from "./words/item.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const altMax = 2_000;

/** The words that posts begin with, and those it is found by. */
export function ItemDescription({ item, changed }: { item: LibraryItem; changed: () => void }) {
  const t = useWords(itemWords);
  const may = useMay();
  const { busy, error, act } = useAct();
  const [words, setWords] = useState({
    altEn: item.altEn,
    altEs: item.altEs,
    tags: item.tags.join(", "),
  });
  const set = (part: Partial<typeof words>) => setWords({ ...words, ...part });
  const tags = words.tags
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);
  const save = () =>
    void act(async () => {
      await mediaApi.describe(item.sha256, { ...words, tags });
      toast(t("saved"));
      changed();
    });
  const isReader = !may("media.describe");
  return (
    <Panel title={t("description")}>
      <Stack gap={12}>
        <AreaField
          label={t("altEn")}
          hint={t("altHint")}
          rows={2}
          maxLength={altMax}
          disabled={isReader}
          value={words.altEn}
          onChange={(altEn) => set({ altEn })}
        />
        <AreaField
          label={t("altEs")}
          optional
          rows={2}
          maxLength={altMax}
          disabled={isReader}
          value={words.altEs}
          onChange={(altEs) => set({ altEs })}
        />
        <TextField
          label={t("tags")}
          hint={t("tagsHint")}
          optional
          maxLength={800}
          disabled={isReader}
          value={words.tags}
          onChange={(next) => set({ tags: next })}
        />
        <ErrorNotice error={error} />
        {!isReader && (
          <Row end>
            <Button loading={busy} onClick={save}>
              {t("save")}
            </Button>
          </Row>
        )}
      </Stack>
    </Panel>
  );
}
