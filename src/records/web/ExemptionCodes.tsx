import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { longDay } from "./day-words.ts";
import { ExemptionDialog } from "./ExemptionDialog.tsx";
import { requestsApi, type ExemptionData } from "./requests-api.ts";
import css from "./Requests.module.css";
import { lawWords } from "./words/law.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** The grounds for keeping something back: the state's, the agency's own, and who compared them with the law. */
export function ExemptionCodes({ today }: { today: string }) {
  const t = useWords(lawWords);
  const may = useMay();
  const [changing, setChanging] = useState<ExemptionData | "new">();
  const { data, refetch } = useQuery({
    queryKey: ["exemptions"],
    queryFn: requestsApi.exemptions,
  });
  const codes = data?.exemptions ?? [];
  const reason = may("requests.change-law") ? undefined : t("role");
  return (
    <Panel title={t("exemptions")}>
      <Stack gap={8}>
        <Quiet small>{t(data && codes.length === 0 ? "noExemptions" : "exemptionsAbout")}</Quiet>
        <ul className={css["list"]}>
          {codes.map((one) => (
            <Code
              key={one.code}
              one={one}
              reason={reason}
              change={() => setChanging(one)}
              changed={() => void refetch()}
            />
          ))}
        </ul>
        <Row>
          <DisabledReason reason={reason}>
            {(disabled) => (
              <Button {...disabled} onClick={disabled.onClick ?? (() => setChanging("new"))}>
                {t("addCode")}
              </Button>
            )}
          </DisabledReason>
        </Row>
      </Stack>
      {changing !== undefined && (
        <ExemptionDialog
          given={changing === "new" ? undefined : changing}
          today={today}
          onClose={() => setChanging(undefined)}
          changed={() => void refetch()}
        />
      )}
    </Panel>
  );
}

interface CodeProps {
  one: ExemptionData;
  reason: string | undefined;
  change: () => void;
  changed: () => void;
}

function Code({ one, reason, change, changed }: CodeProps) {
  const t = useWords(lawWords);
  const language = useLanguage();
  const { code, title, citation, verifiedOn, verifiedBy, isOwn } = one;
  const end = async () => {
    await requestsApi.changeExemption({ code, title, citation, isEnded: true });
    changed();
  };
  return (
    <li className={css["line"]}>
      <span>
        <span lang="en">
          <strong>{code}</strong> {title}
          <br />
          <Quiet small>{citation}</Quiet>
        </span>
        <br />
        <Quiet small>
          {verifiedOn === null
            ? t("codeNotVerified")
            : t("codeVerified", { day: longDay(verifiedOn, language), name: verifiedBy ?? "" })}
          {isOwn && ` · ${t("ownCode")}`}
        </Quiet>
      </span>
      <Row gap={8}>
        <DisabledReason reason={reason}>
          {(disabled) => (
            <Button small {...disabled} onClick={disabled.onClick ?? change}>
              {t("edit")}
            </Button>
          )}
        </DisabledReason>
        <ConfirmButton
          small
          question={t("endCode", { code })}
          consequence={t("endCodeSays")}
          onConfirm={end}
          disabledReason={reason}
        >
          {t("end")}
        </ConfirmButton>
      </Row>
    </li>
  );
}
