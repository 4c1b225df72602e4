import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import css from "./Delegations.module.css";
import { DelegationItem } from "./DelegationItem.tsx";
import { delegationsApi } from "./delegations-api.ts";
import { ProposeDelegation } from "./ProposeDelegation.tsx";
import { delegationWords } from "./words/delegations.ts";
import { Button } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

const order = ["waiting", "in-force", "planned", "over", "ended"];

/** Core A5: who may approve in place of others; what waits for command first. */
export function DelegationsPage() {
  const t = useWords(delegationWords);
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["delegations"],
    queryFn: delegationsApi.all,
    refetchOnMount: "always",
  });
  const all = data?.delegations.toSorted(
    (one, other) => order.indexOf(one.state) - order.indexOf(other.state),
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={
          may("delegation.propose") && (
            <Button look="primary" icon={IconPlus} onClick={() => setAsking(true)}>
              {t("new")}
            </Button>
          )
        }
      />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!all && !error && <SkeletonRows rows={4} />}
      {all?.length === 0 && <EmptyState picture="calm" sentence={t("none")} />}
      <ul className={css["list"]}>
        {all?.map((one) => (
          <DelegationItem key={one.id} delegation={one} />
        ))}
      </ul>
      {asking && <ProposeDelegation onClose={() => setAsking(false)} />}
    </>
  );
}

/** After an act the list is read again, and what waits for whom with it. */
export function useDelegationsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      ["delegations", "approvals", "posts"].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
  };
}
