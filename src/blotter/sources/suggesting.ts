import { authorize } from "#agency";
import type { Ctx } from "#platform/context.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { columnsOf } from "../intake/columns.ts";
import { portalAddress } from "./portal-address.ts";
import { sodaAbout } from "./soda.ts";

/** What a portal says of a dataset, and which column we think is which: a person looks at it and says so. */
export async function suggestColumns(
  ctx: Ctx,
  web: Pick<SafeClient, "fetch">,
  { url, token }: { url: string; token: string },
) {
  authorize(ctx, "call-source.change");
  const address = portalAddress(url);
  const { name, columns } = await sodaAbout({ web, token }, address);
  const own = columns.filter(({ fieldName }) => !fieldName.startsWith(":"));
  const times = own.filter(({ dataTypeName }) => /calendar_date|timestamp|date/.test(dataTypeName));
  return {
    name,
    url: address.rows,
    columns: own.map(({ fieldName, name: title, dataTypeName }) => ({
      name: fieldName,
      title,
      type: dataTypeName,
    })),
    suggested: columnsOf(own.map(({ fieldName }) => fieldName)),
    changed: [":updated_at", ...times.map(({ fieldName }) => fieldName)],
  };
}
