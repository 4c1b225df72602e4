import { authorize } from "#agency";
import { policyInForce } from "#policy";
import { asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { Subscription } from "#platform/events.ts";
import { templateContent } from "./template-content.ts";
import { modelTemplates } from "./template-models.ts";
import { hasTemplates, insertTemplate, mustBeWhole } from "./templates.ts";

/** With the first policy come the model templates: an agency that has any keeps its own. */
export const modelTemplatesComing: Subscription = {
  name: "publish.model-templates",
  kinds: ["policy.version-adopted"],
  handle: (ctx, event) =>
    transact(asSystem(ctx, "model templates", event.agencyId), async (tx) => {
      if (!(await hasTemplates(tx))) await insertModels(tx);
    }),
};

/** Brings the model templates to an agency that has none yet. Returns how many came. */
export async function addModelTemplates(ctx: Ctx): Promise<number> {
  return transact(ctx, async (tx) => {
    authorize(tx, "template.write");
    return (await hasTemplates(tx)) ? 0 : insertModels(tx);
  });
}

/** Those whose class the policy in force knows. */
async function insertModels(tx: TxCtx): Promise<number> {
  const classes = new Set((await policyInForce(tx))?.classes.map(({ code }) => code));
  const known = modelTemplates.filter((one) => classes.has(one.class));
  for (const model of known) {
    const content = templateContent.parse(model);
    mustBeWhole(content);
    await insertTemplate(tx, content, null);
  }
  return known.length;
}
