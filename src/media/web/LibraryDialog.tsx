import { useState } from "react";
import type { LibraryItem } from "./api.ts";
import { useLibrary } from "./LibraryPage.tsx";
import css from "./Media.module.css";
import { Thumbnail, TileWords } from "./Tile.tsx";
import { fieldWords } from "./words/field.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface LibraryDialogProps {
  onClose: () => void;
  onPick: (items: readonly LibraryItem[]) => void;
}

/** What is in the library already, with its description: found and taken. */
export function LibraryDialog({ onClose, onPick }: LibraryDialogProps) {
  const t = useWords(fieldWords);
  const [text, setText] = useState("");
  const [picked, setPicked] = useState<readonly LibraryItem[]>([]);
  const library = useLibrary({ text });
  const items = library.data?.pages.flatMap((page) => page.items) ?? [];
  const isPicked = ({ sha256 }: LibraryItem) => picked.some((one) => one.sha256 === sha256);
  const toggle = (item: LibraryItem) =>
    setPicked(
      isPicked(item) ? picked.filter(({ sha256 }) => sha256 !== item.sha256) : [...picked, item],
    );
  return (
    <Dialog open size="large" title={t("pickTitle")} onClose={onClose}>
      <Stack gap={16}>
        <TextField label={t("search")} type="search" value={text} onChange={setText} isFirst />
        <ErrorNotice error={library.error} />
        <div className={css["picker"]}>
          {library.isSuccess && items.length === 0 && (
            <EmptyState small picture="search" sentence={t("none")} />
          )}
          <ul className={css["grid"]}>
            {items.map((item) => (
              <li key={item.sha256}>
                <button
                  type="button"
                  className={css["tile"]}
                  aria-pressed={isPicked(item)}
                  onClick={() => toggle(item)}
                >
                  <Thumbnail item={item} />
                  <TileWords item={item} />
                </button>
              </li>
            ))}
          </ul>
          {library.hasNextPage && (
            <Button small look="quiet" onClick={() => void library.fetchNextPage()}>
              {t("more")}
            </Button>
          )}
        </div>
        <Row end>
          <Button look="primary" disabled={picked.length === 0} onClick={() => onPick(picked)}>
            {picked.length > 1 ? t("pick", { count: picked.length }) : t("pickOne")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
