import type { KpayFinding } from "../../http-types"
import { toCode } from "../../gateway/codes"
import { TEXTS, type TextId } from "./sentences"

/** Says what was found and what to do about it, in English and for those who say it in another language. */
export function toFinding(
  messageId: TextId,
  remedyId: TextId | null = null,
  details: KpayFinding["details"] = {}
): KpayFinding {
  return {
    message: toText(messageId, details),
    remedy: remedyId && toText(remedyId, details),
    message_id: messageId,
    remedy_id: remedyId,
    details,
  }
}

/** Says what one of K-Pay's codes about the setup means, and what to do. */
export function toCodeFinding(
  messageId: TextId,
  code: string,
  details: KpayFinding["details"] = {}
): KpayFinding {
  return toFinding(messageId, toCode(code).remedy === undefined ? null : `remedy_${code}`, {
    ...details,
    code,
    meaning: toCode(code).meaning,
    meaning_id: `meaning_${code}`,
  })
}

function toText(id: TextId, details: KpayFinding["details"]): string {
  return fillIn(TEXTS.get(id) ?? id, details)
}

/** Fills in what a sentence names in braces. */
export function fillIn(sentence: string, details: KpayFinding["details"]): string {
  return sentence.replace(/\{(\w+)\}/g, (blank, name: string) => String(details[name] ?? blank))
}
