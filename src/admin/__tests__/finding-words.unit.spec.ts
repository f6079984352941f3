import { SENTENCES as METHOD_SENTENCES } from "../../degraded-methods/finding"
import { toAccountChecks } from "../../operations/setup/account-checks"
import { toOutageFault, toPayFaults } from "../../operations/setup/faults"
import { toFinding } from "../../operations/setup/finding"
import { TEXTS } from "../../operations/setup/sentences"
import { toWorkerCheck } from "../../operations/setup/server-checks"
import { sayFinding, toHeadline } from "../finding-words"
import type { Locale } from "../../domain/locales"
import resources from "../i18n"
import { sayIn } from "./say-in"

function textsOf(language: Locale): Readonly<Record<string, string>> {
  return resources[language].kpay
}

function blanksOf(text: string): string[] {
  return [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort()
}

function say(language: Locale, finding: Parameters<typeof sayFinding>[0]) {
  return sayFinding(finding, sayIn(language), language)
}

describe("A finding about the setup", () => {
  it.each([...TEXTS, ...Object.entries(METHOD_SENTENCES)])(
    "%s has a text in the dashboard, word for word in English",
    (id, sentence) => {
      const english = sentence.replace(/\{(\w+)\}/g, "{{$1}}")
      expect(textsOf("en")[`setup_${id}`]).toBe(english)
      for (const language of ["fr", "rw"] as const) {
        const text = textsOf(language)[`setup_${id}`] ?? ""
        expect({ language, blanks: blanksOf(text) }).toEqual({
          language,
          blanks: blanksOf(english),
        })
        expect(text).toMatch(/\w/)
      }
    }
  )

  it("a text that is filled into another has nothing to fill in itself", () => {
    for (const [id, text] of TEXTS) if (/^(meaning|remedy)_/.test(id)) expect(text).not.toMatch("{")
  })

  it("is said in the reader's language, with K-Pay's words as K-Pay wrote them", () => {
    const [credentials] = toAccountChecks({
      name: "default",
      environment: "live",
      baseUrl: "https://kpay.example/",
      probe: { state: "refused", code: "600", text: "Invalid PIN <{{code}}>" },
      retailer: null,
    })
    if (!credentials) throw new Error("There is no check of the credentials.")
    expect(say("en", credentials)).toEqual({
      message: 'Invalid username or password (code 600, "Invalid PIN <{{code}}>").',
      remedy: "Check the options username and password.",
    })
    expect(say("fr", credentials)).toEqual({
      message:
        "Nom d'utilisateur ou mot de passe incorrect (code 600, « Invalid PIN <{{code}}> »).",
      remedy: "Vérifiez les options username et password.",
    })
  })

  it("translates the advice inside a fault", () => {
    const since = new Date()
    expect(say("fr", toOutageFault({ account: "default", since, cause: "600" })).message).toBe(
      "K-Pay ne peut pas être interrogé sur les paiements du compte « default ». Il répond 600. Vérifiez les options username et password."
    )
    const [refused] = toPayFaults({
      account: "default",
      environment: "live",
      acceptedAt: null,
      refused: { since, lastAt: since, code: "604" },
      unreachedAt: null,
      readAt: since,
    })
    expect(refused && say("rw", refused)).toEqual({
      message: 'K-Pay yanga ubwishyu bwa konti "default": Umucuruzi utazwi (kode 604).',
      remedy: "Suzuma retailerId, hamwe na zeru iyibanziriza.",
    })
  })

  it("shows moments in Kigali time", () => {
    const check = toWorkerCheck("server", new Date("2026-01-31T12:00:00Z"))
    expect(say("fr", check).message).toContain("depuis le 31 janv., 14:00,")
  })

  it("keeps a newer server's English, also inside a sentence of ours", () => {
    const newer = {
      ...toFinding("credentials_ok"),
      message: "K-Pay wants a new key.",
      message_id: "key_expired",
      remedy: "Make one.",
      remedy_id: "key_expired_remedy",
    }
    expect(say("fr", newer)).toEqual({ message: newer.message, remedy: newer.remedy })
    const details = { code: "699", meaning: "Key expired", meaning_id: "meaning_699" }
    expect(say("fr", toFinding("refused", null, details))).toEqual({
      message: "Key expired (code 699).",
      remedy: null,
    })
  })

  it.each([
    ["everything is OK, or unknown yet", true, ["ok", "unknown"], "checks_ok"],
    ["a warning prevents no payments, and is not OK", true, ["ok", "warning"], "checks_warn"],
    ["an error prevents payments", false, ["warning", "error"], "checks_failed"],
  ] as const)("summed up: %s", (_, ok, statuses, headline) => {
    const checks = statuses.map((status) => ({ id: status, status, ...toFinding("callback_ok") }))
    expect(toHeadline({ ok, checks })).toBe(headline)
  })
})
