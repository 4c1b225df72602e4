import { IconTag, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { archiveApi } from "./api.ts";
import css from "./RecordDetails.module.css";
import { useTags, useTagsChanged } from "./tags.ts";
import { searchWords } from "./words/search.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface RecordTagsProps {
  recordId: string;
  tags: readonly { id: string; name: string }[];
}

/** The tags of a record: taken off with a way back, put on by their name; a new name makes a new tag. */
export function RecordTags({ recordId, tags }: RecordTagsProps) {
  const t = useWords(searchWords);
  const may = useMay();
  const all = useTags();
  const changed = useTagsChanged();
  const { busy, error, act } = useAct();
  const [typed, setTyped] = useState("");
  const reason = may("archive.tag") ? undefined : t("tagRole");
  const add = () =>
    act(async () => {
      const name = typed.trim();
      if (name === "") return;
      const known = all.find((one) => one.name.toLowerCase() === name.toLowerCase());
      const tag = known ?? (await archiveApi.makeTag(name));
      await archiveApi.tag(recordId, tag.id);
      setTyped("");
      await changed(recordId);
    });
  const put = (tag: { id: string }) =>
    act(async () => {
      await archiveApi.tag(recordId, tag.id);
      await changed(recordId);
    });
  const others = all.filter(({ id }) => !tags.some((one) => one.id === id)).slice(0, 12);
  const remove = (tag: { id: string; name: string }) =>
    act(async () => {
      await archiveApi.untag(recordId, tag.id);
      await changed(recordId);
      toast(t("untagged", { name: tag.name }), {
        undo: async () => {
          await archiveApi.tag(recordId, tag.id);
          await changed(recordId);
        },
      });
    });
  return (
    <section>
      <h3>{t("tags")}</h3>
      {tags.length === 0 && <Quiet>{t("noTags")}</Quiet>}
      <ul className={css["tags"]}>
        {tags.map((tag) => (
          <li key={tag.id}>
            <IconTag size={14} aria-hidden /> {tag.name}
            {reason === undefined && (
              <IconButton
                label={t("takeOff", { name: tag.name })}
                icon={IconX}
                small
                onClick={() => void remove(tag)}
              />
            )}
          </li>
        ))}
      </ul>
      <form
        className={css["tagForm"]}
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextField
          label={t("addTag")}
          hint={t("addTagHint")}
          value={typed}
          maxLength={40}
          disabled={reason !== undefined}
          onChange={setTyped}
        />
        <DisabledReason reason={reason}>
          {(disabled) => (
            <Button type="submit" loading={busy} {...disabled}>
              {t("add")}
            </Button>
          )}
        </DisabledReason>
      </form>
      {reason === undefined && others.length > 0 && (
        <ul className={css["tags"]} aria-label={t("otherTags")}>
          {others.map((tag) => (
            <li key={tag.id}>
              <Button small look="quiet" onClick={() => void put(tag)}>
                {tag.name}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ErrorNotice error={error} />
    </section>
  );
}
