import { CODES, toCode, type SetupPart } from "../../../gateway/codes"

export type { SetupPart }

/** What K-Pay documents for a code, for admins. */
export function toCodeMeaning(code: string): string {
  return toCode(code).meaning
}

/** What the admin should do about a code; `null` where it is not the shop's setup. */
export function toRemedy(code: string): string | null {
  return toCode(code).remedy ?? null
}

/** What of the shop K-Pay does not accept; `null` where a code is about something else. */
export function toSetupPart(code: string): SetupPart | null {
  return toCode(code).about ?? null
}

/** The codes by which K-Pay finds fault with the shop's setup, or with one part of it. */
export function listSetupCodes(part?: SetupPart): string[] {
  return [...CODES]
    .filter(([, { reasonCode, about }]) => (part ? about === part : reasonCode === "unavailable"))
    .map(([code]) => code)
}
