import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { postsApi, type PostPageData } from "./api.ts";
import { useChanged } from "./queries.ts";
import { recallCounts } from "./recall-counts.ts";
import { postWords } from "./words/posts.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** Takes a post back from everywhere, once the consequence was read and the reason given. */
export function RecallButton({ post }: { post: PostPageData }) {
  const t = useWords(postWords);
  const [why, setWhy] = useState("");
  const changed = useChanged();
  const { standing, waiting, underWay, hasAny } = recallCounts(post.deliveries);
  return (
    <ConfirmButton
      grave
      icon={IconTrash}
      question={t("recallQuestion")}
      disabledReason={hasAny ? undefined : t("nothingOut")}
      consequence={
        <Stack gap={16}>
          <span>{t("recallConsequence", { standing, waiting })}</span>
          {underWay > 0 && <span>{t("recallUnderWay", { count: underWay })}</span>}
          <AreaField
            label={t("recallWhy")}
            hint={t("recallWhyHint")}
            rows={2}
            maxLength={2000}
            value={why}
            onChange={setWhy}
          />
        </Stack>
      }
      onConfirm={async () => {
        const done = await postsApi.recall(post.post.id, why);
        await changed();
        toast(t("recalled", { removing: done.removing, stopped: done.stopped }));
      }}
    >
      {t("recall")}
    </ConfirmButton>
  );
}
