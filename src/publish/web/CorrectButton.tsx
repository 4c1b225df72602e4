import { IconRefreshAlert } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { postsApi, type PostPageData } from "./api.ts";
import { useChanged } from "./queries.ts";
import { oldFactWords } from "./words/old-facts.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

const noteMax = 500;

/** Begins a correction of what stands: says in public what is put right, and opens the next version. */
export function CorrectButton({ post }: { post: PostPageData }) {
  const t = useWords(oldFactWords);
  const [note, setNote] = useState("");
  const changed = useChanged();
  const navigate = useNavigate();
  const stands = post.deliveries.some(({ state }) => state === "sent");
  const { id, state } = post.post;
  if (state === "recalled") return null;
  return (
    <ConfirmButton
      icon={IconRefreshAlert}
      question={t("correctQuestion")}
      disabledReason={stands ? undefined : t("nothingStands")}
      consequence={
        <Stack gap={16}>
          <span>{t("correctAbout")}</span>
          <AreaField
            label={t("correctNote")}
            hint={t("correctHint")}
            rows={2}
            maxLength={noteMax}
            value={note}
            onChange={setNote}
          />
        </Stack>
      }
      onConfirm={async () => {
        await postsApi.correct(id, note);
        await changed();
        await navigate(`/posts/${id}/edit`);
      }}
    >
      {t("correct")}
    </ConfirmButton>
  );
}
