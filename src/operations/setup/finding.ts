import type { KpayFinding } from "../../http-types"
import { toCodeMeaning, toRemedy } from "../../modules/kpay/calls/code-meaning"
import { TEXTS, type TextId } from "./sentences"

/** Says what was found and what to do about it, in English and for those who say it in another language. */
export function toFinding(
  messageId: TextId,
  remedyId: TextId | null = null,
  about: KpayFinding["about"] = {}
): KpayFinding {
  return {
    message: say(messageId, about),
    remedy: remedyId && say(remedyId, about),
    message_id: messageId,
    remedy_id: remedyId,
    about,
  }
}

/** Says what one of K-Pay's codes about the setup means, and what to do. */
export function toCodeFinding(
  messageId: TextId,
  code: string,
  about: KpayFinding["about"] = {}
): KpayFinding {
  return toFinding(messageId, toRemedy(code) === null ? null : `remedy_${code}`, {
    ...about,
    code,
    meaning: toCodeMeaning(code),
    meaning_id: `meaning_${code}`,
  })
}

function say(id: TextId, about: KpayFinding["about"]): string {
  const text = TEXTS.get(id) ?? id
  return text.replace(/\{(\w+)\}/g, (blank, name: string) => String(about[name] ?? blank))
}
