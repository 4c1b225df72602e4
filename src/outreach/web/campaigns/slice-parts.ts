import { IconFlag } from "@tabler/icons-react";
import type { Command, ConsoleRoute, NavEntry } from "#ui/registration.ts";

export const campaignPages: readonly ConsoleRoute[] = [
  {
    path: "campaigns",
    title: { en: "Campaigns", es: "Campañas" },
    may: "campaign.read",
    page: () => import("./CampaignsPage.tsx").then((m) => m.CampaignsPage),
  },
  {
    path: "campaigns/new",
    title: { en: "New campaign", es: "Nueva campaña" },
    may: "campaign.start",
    page: () => import("./NewCampaignPage.tsx").then((m) => m.NewCampaignPage),
  },
  {
    path: "campaigns/:id",
    title: { en: "Campaign", es: "Campaña" },
    may: "campaign.read",
    page: () => import("./CampaignPage.tsx").then((m) => m.CampaignPage),
  },
];

export const campaignNav: readonly NavEntry[] = [
  {
    section: "publish",
    group: "outreach",
    label: { en: "Campaigns", es: "Campañas" },
    to: "/campaigns",
    may: "campaign.read",
    order: 52,
  },
];

export const campaignCommands: readonly Command[] = [
  {
    id: "campaign.new",
    label: { en: "New campaign", es: "Nueva campaña" },
    to: "/campaigns/new",
    may: "campaign.start",
    icon: IconFlag,
    keywords: "season impaired driving temporada",
    isNew: true,
  },
];
