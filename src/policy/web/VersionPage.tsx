import { IconPencil } from "@tabler/icons-react";
import { useNavigate, useParams } from "react-router";
import { policyApi, type Policy } from "./api.ts";
import { changesBetween, type Change } from "./changes.ts";
import { useClassWords } from "./class-words.ts";
import css from "./Policy.module.css";
import { PolicyText } from "./PolicyText.tsx";
import { useRuleWords } from "./rule-words.ts";
import { usePolicyChanged, useRules, useVersion, useVersions } from "./queries.ts";
import { VersionState } from "./VersionsPage.tsx";
import { policyWords } from "./words/policy.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { DiffText } from "#ui/DiffText.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { toast } from "#ui/toast.ts";
import { useLabel, useWords } from "#ui/words.ts";

/** `/policy/versions/:version`: what it changes, the whole text, and its adoption while a draft. */
export function VersionPage() {
  const t = useWords(policyWords);
  const version = Number(useParams()["version"] ?? 0);
  const { data, error, refetch } = useVersion(version);
  const before = useVersion(version - 1);
  const versions = useVersions();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  const { policy } = data;
  const newest = versions.data?.versions.find((one) => one.inForceFrom !== null)?.version;
  return (
    <>
      <PageHeader
        title={t("version", { version })}
        up={{ to: "/policy/versions", label: t("allVersions") }}
        about={policy.title}
        state={<VersionState row={policy} newest={newest} />}
        actions={policy.inForceFrom === null && <DraftActs policy={policy} />}
      />
      <Stack gap={24}>
        {version > 1 && before.data && <Changes before={before.data.policy} after={policy} />}
        {version === 1 && <Quiet>{t("changesFirst")}</Quiet>}
        <h2>{t("wholeText")}</h2>
        <PolicyText policy={policy} />
      </Stack>
    </>
  );
}

function DraftActs({ policy }: { policy: Policy }) {
  const t = useWords(policyWords);
  const may = useMay();
  const navigate = useNavigate();
  const changed = usePolicyChanged();
  const { version } = policy;
  return (
    <>
      {may("policy.change") && (
        <LinkButton icon={IconPencil} to={`/policy/versions/${version}/edit`}>
          {t("edit")}
        </LinkButton>
      )}
      <ConfirmButton
        look="primary"
        grave
        consequence={t("adoptConsequence", { version })}
        disabledReason={may("policy.adopt") ? undefined : t("adoptWho")}
        onConfirm={async () => {
          await policyApi.adopt(version);
          await changed();
          toast(t("adopted", { version }));
          await navigate("/policy");
        }}
      >
        {t("adopt", { version })}
      </ConfirmButton>
    </>
  );
}

function Changes({ before, after }: { before: Policy; after: Policy }) {
  const t = useWords(policyWords);
  const { sentence } = useClassWords();
  const label = useLabel();
  const rules = useRules();
  const ruleSentence = useRuleWords().sentence;
  const changes = changesBetween(before, after, sentence, {
    rules,
    title: (rule) => label(rule.title),
    sentence: ruleSentence,
  });
  const count = (kind: Change["kind"]) => changes.filter((one) => one.kind === kind).length;
  if (changes.length === 0) return <Quiet>{t("noChange", { version: before.version })}</Quiet>;
  return (
    <Panel
      title={t("changes", { version: before.version })}
      aside={
        <Quiet>
          {t("summary", {
            changed: count("changed"),
            added: count("added"),
            removed: count("removed"),
          })}
        </Quiet>
      }
    >
      <ul className={css["changes"]}>
        {changes.map((one) => (
          <li key={one.key}>
            <p className={css["changeHead"]}>
              <strong>{one.title}</strong>
              <StateBadge meaning="info" label={t(one.kind)} />
            </p>
            <DiffText before={one.before} after={one.after} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
