import { JOURNAL_EVENTS, type JournalEvent } from "../../domain/journal-events"
import { LOCALES } from "../../domain/locales"
import type { KpayJournalEntry } from "../../http-types"
import { sayEntry } from "../journal-words"
import { sayIn } from "./say-in"

const ATTEMPT = { method: "momo" } as const

function entryOf(event: string, more: Partial<KpayJournalEntry> = {}): KpayJournalEntry {
  return {
    id: "kpjou_1",
    event: event as JournalEvent,
    said: null,
    wire: null,
    note: null,
    actor: null,
    actor_name: null,
    created_at: "2026-01-31T12:00:00Z",
    ...more,
  }
}

function say(event: string, more?: Partial<KpayJournalEntry>): string {
  return sayEntry(entryOf(event, more), ATTEMPT, sayIn("en"))
}

describe("The timeline", () => {
  it.each(LOCALES)("has a complete sentence for every event in %s", (language) => {
    for (const event of JOURNAL_EVENTS) {
      const sentence = sayEntry(entryOf(event), ATTEMPT, sayIn(language))
      expect(sentence).toMatch(/\w+ \w+/)
      expect(sentence).not.toMatch(/\{\{|journal_|undefined|null/)
    }
  })

  it.each([
    ["pay_sent", {}, "Request sent to MTN MoMo."],
    ["status_failed", { said: "Not enough funds (02)" }, "K-Pay says: Not enough funds (02)"],
    ["pay_refused", { note: "K-Pay was not reached." }, "K-Pay refused: K-Pay was not reached."],
    [
      "callback",
      { said: "Done (01)" },
      "A callback arrived: Done (01). K-Pay is asked to confirm it.",
    ],
    ["callback", {}, "A callback arrived that could not be read. K-Pay is asked instead."],
    ["unapplied", { note: "overpaid" }, "No order took the money: the order owes less than this."],
    ["unapplied", { note: "order_archived" }, "No order took the money: order_archived"],
    ["refund_due", { note: "RWF 5,200" }, "A refund by hand is due: RWF 5,200"],
    [
      "refund_sent",
      { note: "RWF 5,200, MP24.1" },
      "The refund was sent by hand: RWF 5,200, MP24.1",
    ],
    ["dismissed", { note: "paid in cash" }, "The money was dismissed: paid in cash"],
  ])("%s with %j", (event, more, expected) => {
    expect(say(event, more)).toBe(expected)
  })

  it("shows nothing of the note where the note is an id", () => {
    expect(say("session_changed", { note: "payses_1" })).not.toContain("payses_1")
  })

  it("names who did it, also a user who was deleted", () => {
    const user = { actor: "user_1", actor_name: "admin@example.com" }
    expect(say("phone_shown", user)).toBe("The phone number was shown in full. (admin@example.com)")
    expect(say("phone_shown", { actor: "user_1" })).toContain("(a deleted user)")
  })

  it("shows an event of a newer server by its own word, with what is known of it", () => {
    expect(say("charged_back", { said: "Reversed (77)" })).toBe("charged_back: Reversed (77)")
    expect(say("charged_back")).toBe("charged_back")
  })
})
