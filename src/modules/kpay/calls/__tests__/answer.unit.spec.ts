import { listSecrets, toKeptWire, toLogged } from "../answer"

const ACCOUNT = { username: "shop-user", password: "pass:word", apiKey: "key-1" }
const LOGIN = Buffer.from("shop-user:pass:word").toString("base64")
const SECRETS = listSecrets(ACCOUNT, "token-1")

describe("What is told of K-Pay's answer", () => {
  it("the log has K-Pay's own text, in one line", () => {
    expect(toLogged("K-Pay refused.", { text: "Not enough\nfunds" }, SECRETS)).toBe(
      String.raw`K-Pay refused. K-Pay says: "Not enough\nfunds".`
    )
    expect(toLogged("No answer.", null, SECRETS)).toBe("No answer.")
    expect(toLogged("x", { text: "y".repeat(500) }, SECRETS).length).toBeLessThan(300)
  })

  it("neither the log nor the journal has the credentials or the payment's token", () => {
    const text = `No user shop-user with pass:word, key-1 or Basic ${LOGIN} for https://shop.example/hooks/kpay/token-1`
    const logged = toLogged("K-Pay refused.", { text }, SECRETS)
    const kept = JSON.stringify(toKeptWire({ retcode: 600, reply: text }, SECRETS))
    for (const secret of [...SECRETS, "shop-user"]) {
      expect(logged).not.toContain(secret)
      expect(kept).not.toContain(secret)
    }
    expect(logged).not.toContain("shop.example")
    expect(kept).toContain('"retcode":600')
  })

  it("a secret that was written in another way is not kept either, wherever it stands", () => {
    const password = `p"a&ss word`
    const secrets = listSecrets({ ...ACCOUNT, password }, null)
    for (const written of [password, encodeURIComponent(password), JSON.stringify({ password })]) {
      const kept = JSON.stringify(toKeptWire({ [written]: `of ${written}` }, secrets))
      for (const part of ["ss%20word", "ss word"]) expect(kept).not.toContain(part)
      expect(toLogged(`Code ${written}.`, null, secrets)).not.toContain("word.")
    }
  })

  it("an account without a key, and one that the options have no more, redact nothing else", () => {
    const wire = { reply: "Not enough funds", tid: "E1" }
    for (const account of [{ ...ACCOUNT, apiKey: undefined }, undefined])
      expect(toKeptWire(wire, listSecrets(account, null))).toEqual(wire)
    expect(toKeptWire(null, SECRETS)).toBeNull()
  })
})
