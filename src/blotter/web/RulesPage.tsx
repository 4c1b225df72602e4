import { useState } from "react";
import { useBlotterPolicy, useSeenTypes, type Content } from "./api.ts";
import { CallTabs } from "./CallTabs.tsx";
import css from "./Calls.module.css";
import { KindFields } from "./KindFields.tsx";
import { Proposals } from "./Proposals.tsx";
import { ProposeFields } from "./ProposeFields.tsx";
import { TypeFields } from "./TypeFields.tsx";
import { ruleWords } from "./words/rules.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** `/calls/rules`: what becomes of each type, tried before a second person adopts it. */
export function RulesPage() {
  const t = useWords(ruleWords);
  const may = useMay();
  const { data: policy, error, refetch } = useBlotterPolicy();
  const { data: seen } = useSeenTypes();
  const [draft, setDraft] = useState<Content>();
  const content = draft ?? policy?.content;
  const mayWrite = may("blotter.propose");
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <CallTabs />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!policy || !content ? (
        !error && <SkeletonPage />
      ) : (
        <div className={css["columns"]}>
          <Stack gap={24}>
            <TypeFields
              types={seen?.types}
              content={content}
              {...(mayWrite ? { onChange: setDraft } : {})}
            />
            <KindFields content={content} {...(mayWrite ? { onChange: setDraft } : {})} />
          </Stack>
          <Stack gap={24}>
            {mayWrite && (
              <ProposeFields inForce={policy.content} content={content} onChange={setDraft} />
            )}
            <Proposals />
          </Stack>
        </div>
      )}
    </>
  );
}
