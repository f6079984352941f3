import { createInstance } from "i18next"
import { toAccountChecks } from "../../operations/setup/account-checks"
import { toOutageFault, toPayFaults } from "../../operations/setup/faults"
import { toFinding } from "../../operations/setup/finding"
import { TEXTS } from "../../operations/setup/sentences"
import { toWorkerCheck } from "../../operations/setup/server-checks"
import { sayFinding, toHeadLine } from "../finding-words"
import resources from "../i18n"
import type { Say } from "../texts"

const LANGUAGES = ["en", "fr", "rw"] as const

type Language = (typeof LANGUAGES)[number]

function textsOf(language: Language): Readonly<Record<string, string>> {
  return resources[language].kpay
}

function blanksOf(text: string): string[] {
  return [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort()
}

/** As the dashboard sets its own up. */
const i18n = createInstance()

beforeAll(async () => {
  await i18n.init({ resources, fallbackLng: "en", interpolation: { escapeValue: false } })
})

function say(language: Language, finding: Parameters<typeof sayFinding>[0]) {
  const fixed = i18n.getFixedT(language, "kpay")
  const t: Say = (text, about) => fixed(text, { ...about })
  return sayFinding(finding, t, language)
}

describe("What the server finds out about the setup", () => {
  it.each([...TEXTS])("%s is a text of the dashboard, word for word in English", (id, sentence) => {
    const english = sentence.replace(/\{(\w+)\}/g, "{{$1}}")
    expect(textsOf("en")[`setup_${id}`]).toBe(english)
    for (const language of ["fr", "rw"] as const) {
      const text = textsOf(language)[`setup_${id}`] ?? ""
      expect({ language, blanks: blanksOf(text) }).toEqual({ language, blanks: blanksOf(english) })
      expect(text).toMatch(/\w/)
    }
  })

  it("a text that stands inside another names nothing itself", () => {
    for (const [id, text] of TEXTS) if (/^(meaning|remedy)_/.test(id)) expect(text).not.toMatch("{")
  })

  it("a refusal is said in the reader's language, and K-Pay's words as K-Pay wrote them", () => {
    const [credentials] = toAccountChecks({
      name: "default",
      environment: "live",
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

  it("faults under attention are, with the advice inside them", () => {
    const since = new Date()
    expect(say("fr", toOutageFault({ account: "default", since, cause: "600" })).message).toBe(
      "K-Pay ne peut pas être interrogé sur les paiements du compte « default ». K-Pay dit 600. Vérifiez les options username et password."
    )
    const [refused] = toPayFaults({
      account: "default",
      environment: "live",
      acceptedAt: null,
      refused: { since, lastAt: since, code: "604" },
      unreachedAt: null,
    })
    expect(refused && say("rw", refused)).toEqual({
      message: 'K-Pay yanga ubwishyu bwa konti "default": Umucuruzi utazwi (kode 604).',
      remedy: "Suzuma retailerId, hamwe na zeru iyibanziriza.",
    })
  })

  it("moments are told in Kigali's time", () => {
    const check = toWorkerCheck("server", new Date("2026-01-31T12:00:00Z"))
    expect(say("fr", check).message).toContain("depuis le 31 janv., 14:00.")
  })

  it("what a newer server says, in its own English, inside a sentence of ours too", () => {
    const newer = {
      ...toFinding("credentials_ok"),
      message: "K-Pay wants a new key.",
      message_id: "key_expired",
      remedy: "Make one.",
      remedy_id: "key_expired_remedy",
    }
    expect(say("fr", newer)).toEqual({ message: newer.message, remedy: newer.remedy })
    const about = { code: "699", meaning: "Key expired", meaning_id: "meaning_699" }
    expect(say("fr", toFinding("refused", null, about))).toEqual({
      message: "Key expired (code 699).",
      remedy: null,
    })
  })

  it.each([
    ["everything is right, or not known yet", true, ["ok", "unknown"], "setup_ok"],
    [
      "a warning stands in the way of nothing, and is not right",
      true,
      ["ok", "warning"],
      "setup_ok_but",
    ],
    ["an error stands in the way", false, ["warning", "error"], "setup_not_ok"],
  ] as const)("in all: %s", (_, ok, statuses, headLine) => {
    const checks = statuses.map((status) => ({ id: status, status, ...toFinding("callback_ok") }))
    expect(toHeadLine({ ok, checks })).toBe(headLine)
  })
})
