import type { ErrorRow } from "../error-table.ts";

/**
 * Documented and observed answers of the Bot API. `code` is a part of the description: the API gives
 * no other code. Source: core.telegram.org/bots/api, "Making requests" and "ResponseParameters".
 */
export const telegramErrors: readonly ErrorRow[] = [
  {
    status: 401,
    code: "Unauthorized",
    class: "expired",
    says: "Telegram does not know this bot token any more.",
  },
  {
    status: 404,
    code: "Not Found",
    class: "expired",
    says: "Telegram knows no such bot.",
  },
  {
    status: 403,
    code: "bot was kicked",
    class: "expired",
    says: "The bot was taken out of the channel. Make it an administrator again.",
  },
  {
    status: 403,
    code: "bot is not a member",
    class: "expired",
    says: "The bot is not in the channel. Make it an administrator there.",
  },
  {
    status: 400,
    code: "need administrator rights",
    class: "expired",
    says: "The bot may not post here. Make it an administrator who may post.",
  },
  {
    status: 400,
    code: "not enough rights",
    class: "expired",
    says: "The bot may not do this here. Give it the right in the channel's administrators.",
  },
  {
    status: 400,
    code: "chat not found",
    class: "refused",
    says: "Telegram knows no such channel.",
  },
  {
    status: 400,
    code: "upgraded to a supergroup",
    class: "refused",
    says: "The group got a new id. Connect it again.",
  },
  { status: 400, code: "message is too long", class: "refused", says: "The text is too long." },
  { status: 400, code: "caption is too long", class: "refused", says: "The caption is too long." },
  {
    status: 400,
    code: "PHOTO_INVALID_DIMENSIONS",
    class: "refused",
    says: "The picture's sides are too long or too unlike.",
  },
  {
    status: 400,
    code: "IMAGE_PROCESS_FAILED",
    class: "refused",
    says: "Telegram could not read the picture.",
  },
  {
    status: 400,
    code: "message to be replied not found",
    class: "refused",
    says: "The message that this answers is gone.",
  },
  {
    status: 400,
    code: "message can't be edited",
    class: "refused",
    says: "Telegram no longer lets this message be edited.",
  },
  {
    status: 400,
    code: "message can't be deleted",
    class: "refused",
    says: "Telegram no longer lets this message be taken back.",
  },
  {
    status: 413,
    code: "Request Entity Too Large",
    class: "refused",
    says: "The file is larger than Telegram takes from a bot.",
  },
  {
    status: 429,
    code: "Too Many Requests",
    class: "later",
    says: "Telegram asks the bot to wait.",
  },
  {
    status: 500,
    code: "Internal Server Error",
    class: "unknown",
    says: "Telegram broke off.",
  },
];
