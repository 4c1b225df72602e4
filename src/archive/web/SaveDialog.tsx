import { useState } from "react";
import { archiveApi, type SavedRow } from "./api.ts";
import type { ArchiveFilters } from "./query.ts";
import { searchWords } from "./words/search.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface SaveDialogProps {
  /** The search that is changed; none: this one is kept anew. */
  row: SavedRow | undefined;
  query: ArchiveFilters["values"];
  onClose: () => void;
  onDone: () => Promise<void>;
}

/** Names a search, and says whether others see it. */
export function SaveDialog({ row, query, onClose, onDone }: SaveDialogProps) {
  const t = useWords(searchWords);
  const { busy, error, act } = useAct();
  const [name, setName] = useState(row?.name ?? query.q.slice(0, 80));
  const [isShared, setShared] = useState(row?.isShared ?? false);
  const save = () =>
    act(async () => {
      const filled = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
      if (row) await archiveApi.changeSearch(row.id, { name: name.trim(), isShared });
      else await archiveApi.keep({ name: name.trim(), isShared, query: filled });
      await onDone();
      toast(t("kept", { name: name.trim() }));
      onClose();
    });
  return (
    <Dialog open title={row ? t("change") : t("keep")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack>
          <TextField label={t("name")} value={name} maxLength={80} onChange={setName} />
          <CheckField
            label={t("share")}
            hint={t("shareHint")}
            checked={isShared}
            onChange={setShared}
          />
          <ErrorNotice error={error} />
          <Row end>
            <Button look="quiet" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" look="primary" loading={busy} disabled={name.trim() === ""}>
              {t("save")}
            </Button>
          </Row>
        </Stack>
      </form>
    </Dialog>
  );
}
