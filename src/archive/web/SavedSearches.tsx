import { IconBookmark, IconDots, IconUsers } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { archiveApi, type SavedRow } from "./api.ts";
import css from "./ArchivePage.module.css";
import { SaveDialog } from "./SaveDialog.tsx";
import type { ArchiveFilters } from "./query.ts";
import { searchWords } from "./words/search.ts";
import { ActionMenu } from "#ui/ActionMenu.tsx";
import { Button, IconButton } from "#ui/buttons.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

const key = ["archive-searches"];

/** Searches that one keeps and that others share: run again with one press. */
export function SavedSearches({ filters }: { filters: ArchiveFilters }) {
  const t = useWords(searchWords);
  const client = useQueryClient();
  const saved = useQuery({ queryKey: key, queryFn: archiveApi.searches, staleTime: 60_000 });
  const [dialog, setDialog] = useState<"new" | SavedRow>();
  const changed = () => client.invalidateQueries({ queryKey: key });
  const rows = saved.data?.searches ?? [];
  const remove = async (row: SavedRow) => {
    await archiveApi.deleteSearch(row.id);
    await changed();
    toast(t("deleted", { name: row.name }), {
      undo: async () => {
        await archiveApi.restoreSearch(row.id);
        await changed();
      },
    });
  };
  if (rows.length === 0 && !filters.isFiltered) return null;
  return (
    <section className={css["saved"]} aria-label={t("saved")}>
      {rows.length > 0 && (
        <ul>
          {rows.map((row) => (
            <SavedItem
              key={row.id}
              row={row}
              onChange={() => setDialog(row)}
              onDelete={() => void remove(row)}
            />
          ))}
        </ul>
      )}
      {filters.isFiltered && (
        <Button small look="quiet" icon={IconBookmark} onClick={() => setDialog("new")}>
          {t("keep")}
        </Button>
      )}
      {dialog !== undefined && (
        <SaveDialog
          row={dialog === "new" ? undefined : dialog}
          query={filters.values}
          onClose={() => setDialog(undefined)}
          onDone={changed}
        />
      )}
    </section>
  );
}

interface SavedItemProps {
  row: SavedRow;
  onChange: () => void;
  onDelete: () => void;
}

function SavedItem({ row, onChange, onDelete }: SavedItemProps) {
  const t = useWords(searchWords);
  const [open, setOpen] = useState(false);
  return (
    <li className={css["savedItem"]}>
      <Link
        to={`/archive?${new URLSearchParams(row.query)}`}
        title={row.isMine ? undefined : t("sharedBy", { name: row.owner })}
      >
        {row.isShared && <IconUsers size={14} aria-label={t("shared")} />}
        {row.name}
      </Link>
      {row.isMine && (
        <ActionMenu
          open={open}
          onOpen={setOpen}
          items={[
            { id: "change", label: t("change"), onChoose: onChange },
            { id: "delete", label: t("delete"), onChoose: onDelete },
          ]}
        >
          {(button) => (
            <IconButton {...button} small label={t("actsOf", { name: row.name })} icon={IconDots} />
          )}
        </ActionMenu>
      )}
    </li>
  );
}
