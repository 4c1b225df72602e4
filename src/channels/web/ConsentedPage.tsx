import { IconInfoCircle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { channelsApi } from "./api.ts";
import { channelWords } from "./words.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** Where a network sends its owner back to: what it brought is handed in once, from our own page. */
export function ConsentedPage() {
  const t = useWords(channelWords);
  const [params] = useSearchParams();
  const [error, setError] = useState<unknown>(null);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const isHandedIn = useRef(false);
  const [state, code] = [params.get("state") ?? "", params.get("code") ?? ""];
  const isMissing = state === "" || code === "";
  useEffect(() => {
    if (isMissing || isHandedIn.current) return;
    isHandedIn.current = true;
    // The code leaves the address bar and the history at once.
    window.history.replaceState(window.history.state, "", window.location.pathname);
    channelsApi
      .consented({ state, code })
      .then(async ({ name }) => {
        await queries.invalidateQueries({ queryKey: ["channels"] });
        toast(t("connected", { name }));
        await navigate("/channels", { replace: true });
      })
      .catch(setError);
  }, [isMissing, state, code, queries, navigate, t]);
  return (
    <>
      <PageHeader title={t("consented")} up={{ to: "/channels", label: t("title") }} />
      {isMissing && <Notice icon={IconInfoCircle}>{t("consentRefused")}</Notice>}
      <ErrorNotice error={error} />
      {!isMissing && error === null && <SkeletonRows rows={3} />}
    </>
  );
}
