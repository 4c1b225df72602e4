import { IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { noticesApi, useNoticesChanged, type NoticeData } from "./api.ts";
import { noticeWords } from "./words.ts";
import { ChoiceField } from "#ui/choices.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { TextField } from "#ui/fields.tsx";
import { Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** Located, or withdrawn: everything is taken back with one click. */
export function EndButtons({ data }: { data: NoticeData }) {
  const t = useWords(noticeWords);
  const changed = useNoticesChanged();
  const [outcome, setOutcome] = useState<"safe" | "other">("safe");
  const [why, setWhy] = useState("");
  const end = async (how: "located" | "withdrawn") => {
    const given = why.trim().length < 3 ? t(how) : why.trim();
    const { replacements } = await noticesApi.end(data.notice.id, { how, outcome, why: given });
    await changed();
    const refused = replacements.find((one) => one.refused !== null)?.refused;
    toast(refused ? t("notHandedIn", { says: refused.says }) : t("ended"));
  };
  const reason = (
    <TextField label={t("why")} optional maxLength={500} value={why} onChange={setWhy} />
  );
  return (
    <>
      <ConfirmButton
        look="primary"
        icon={IconCircleCheck}
        question={t("locateQuestion")}
        consequence={
          <Stack gap={16}>
            <p>{t("locateConsequence")}</p>
            <ChoiceField
              label={t("state")}
              value={outcome}
              onChange={setOutcome}
              choices={[
                { value: "safe", label: t("safe") },
                { value: "other", label: t("otherwise") },
              ]}
            />
            {reason}
          </Stack>
        }
        onConfirm={() => end("located")}
      >
        {t("locate")}
      </ConfirmButton>
      <ConfirmButton
        grave
        consequence={
          <Stack gap={16}>
            <p>{t("withdrawConsequence")}</p>
            {reason}
          </Stack>
        }
        onConfirm={() => end("withdrawn")}
      >
        {t("withdraw")}
      </ConfirmButton>
    </>
  );
}
