import {
  asAdmin,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  keepJobAway,
  order,
  untilPaid,
} from "./test-shop"
import type {
  KpayAttemptResponse,
  KpayAttemptsResponse,
  KpayBulkRefreshResponse,
  KpayJournalResponse,
  KpayPhoneResponse,
} from "../../src/http-types"

inShop({}, (shop) => {
  const attemptsOf = async (orderId: string) => {
    const { body } = await asAdmin<KpayAttemptsResponse>(
      shop(),
      "GET",
      `/kpay/attempts?order_id=${orderId}`
    )
    return body.attempts
  }
  const journalOf = async (attemptId: string) => {
    const { body } = await asAdmin<KpayAttemptResponse>(
      shop(),
      "GET",
      `/kpay/attempts/${attemptId}`
    )
    return body.journal
  }

  it("the payer's phone is masked, and the journal names the admin who sees it in full", async () => {
    const { orderId } = await order(shop(), { method: "momo", phone: "0788000004" })
    const [attempt] = await attemptsOf(orderId)
    expect(attempt?.phone_masked).toBe("0788 ••• 004")
    expect(JSON.stringify(attempt)).not.toContain("788000004")

    const { body } = await asAdmin<KpayPhoneResponse>(
      shop(),
      "POST",
      `/kpay/attempts/${attempt?.id ?? ""}/phone`
    )
    expect(body).toEqual({ phone: "0788 000 004" })
    expect(await journalOf(attempt?.id ?? "")).toContainEqual(
      expect.objectContaining({
        event: "phone_shown",
        actor: expect.stringMatching(/^user_/) as string,
        actor_name: "admin@example.com",
      })
    )
  })

  it("of a long journal the newest page comes with the attempt, and each earlier page is read on request", async () => {
    const { orderId } = await order(shop(), { method: "momo", phone: "0788000004" })
    const [attempt] = await attemptsOf(orderId)
    const id = attempt?.id ?? ""
    await inDatabase(
      shop(),
      `insert into kpay_journal_entry (id, attempt_id, event, note, created_at, updated_at)
       select 'kpjou_' || n, '${id}', 'callback', n, now() - interval '1 day' + n * interval '1 second', now()
       from generate_series(1, 120) n`
    )
    const { body } = await asAdmin<KpayAttemptResponse>(shop(), "GET", `/kpay/attempts/${id}`)
    const pages = [body.journal]
    for (let cursor = body.next_cursor; cursor !== null;) {
      const page = await asAdmin<KpayJournalResponse>(
        shop(),
        "GET",
        `/kpay/attempts/${id}/journal?limit=50&cursor=${cursor}`
      )
      pages.unshift(page.body.journal)
      cursor = page.body.next_cursor
    }
    expect(pages.map(({ length }) => length).slice(1)).toEqual([50, 50])
    const whole = pages.flat()
    expect(new Set(whole.map((entry) => entry.id)).size).toBe(whole.length)
    expect(whole.length).toBeGreaterThan(120)
    const times = whole.map(({ created_at }) => Date.parse(created_at))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(body.journal.at(-1)?.event).not.toBe("callback")

    const foreign = await asAdmin<{ message: string }>(
      shop(),
      "GET",
      `/kpay/attempts/${id}/journal?cursor=nonsense`
    )
    expect(foreign).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("cursor") as string },
    })
  })

  it("the shop asks the shopper again on another number, and the journal names who did", async () => {
    const { orderId } = await order(shop(), { method: "momo", phone: "0788000003" })
    const [failed] = await eventually(
      () => attemptsOf(orderId),
      ([first]) => first?.status === "failed"
    )
    const { status, body } = await asAdmin<KpayAttemptResponse>(
      shop(),
      "POST",
      `/kpay/attempts/${failed?.id ?? ""}/prompt`,
      { phone: "0738 000 001" }
    )
    expect(status).toBe(200)
    // The number tells the network.
    expect(body.attempt).toMatchObject({ method: "airtel", phone_masked: "0738 ••• 001" })
    expect(body.journal).toContainEqual(
      expect.objectContaining({ event: "pay_sent", actor_name: "admin@example.com" })
    )
    await untilPaid(shop(), orderId)
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(2)
  })

  it("a prompt that waits is not followed by another before its time, and the shop is told when", async () => {
    const { orderId } = await order(shop(), { method: "momo", phone: "0788000004" })
    const [waiting] = await attemptsOf(orderId)
    const again = await asAdmin<{ message: string }>(
      shop(),
      "POST",
      `/kpay/attempts/${waiting?.id ?? ""}/prompt`,
      {}
    )
    expect(again.status).toBe(400)
    expect(again.body.message).toContain("60 seconds after it was sent")
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)

    await inDatabase(shop(), "update kpay_attempt set created_at = now() - interval '61 seconds'")
    const later = await asAdmin<KpayAttemptResponse>(
      shop(),
      "POST",
      `/kpay/attempts/${waiting?.id ?? ""}/prompt`,
      {}
    )
    expect(later.status).toBe(200)
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(2)
  })

  it("a card payer gave no number: a prompt to a phone needs one", async () => {
    const { orderId } = await order(shop(), { method: "card" })
    const [card] = await attemptsOf(orderId)
    await inDatabase(shop(), "update kpay_attempt set created_at = now() - interval '61 seconds'")
    const path = `/kpay/attempts/${card?.id ?? ""}`
    const prompt = await asAdmin<{ message: string }>(shop(), "POST", `${path}/prompt`, {
      method: "momo",
    })
    expect([prompt.status, prompt.body.message]).toEqual([
      400,
      "Enter the phone number that pays with MTN MoMo.",
    ])
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
    expect((await asAdmin<KpayPhoneResponse>(shop(), "POST", `${path}/phone`)).body).toEqual({
      phone: null,
    })
  })

  it("a paid order sends no further prompt, and a wrong number or method is refused with what to enter", async () => {
    const { orderId } = await order(shop(), { method: "momo", phone: "0788000001" })
    await untilPaid(shop(), orderId)
    const [paid] = await attemptsOf(orderId)
    const path = `/kpay/attempts/${paid?.id ?? ""}/prompt`
    const answers = await Promise.all([
      asAdmin<{ message: string }>(shop(), "POST", path, {}),
      asAdmin<{ message: string }>(shop(), "POST", path, { phone: "12" }),
      asAdmin<{ message: string }>(shop(), "POST", path, { method: "cash" }),
      asAdmin<{ message: string }>(shop(), "POST", "/kpay/attempts/kpatt_none/prompt", {}),
    ])
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 404])
    expect(answers.map(({ body }) => body.message).join()).toMatch(
      /There is nothing to pay.*0788 300 000.*"method" must be one of/
    )
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
  })

  it("callbacks of several payments lost: asking about all of them at once applies their money", async () => {
    const placed = []
    for (let i = 0; i < 3; i++)
      placed.push(await order(shop(), { method: "momo", phone: "0788000004" }))
    const ids = (await Promise.all(placed.map(({ orderId }) => attemptsOf(orderId)))).flatMap(
      (attempts) => attempts.map(({ id }) => id)
    )
    await keepJobAway(shop())
    for (const { refid } of callsOf(shop().sandbox, "pay"))
      shop().sandbox.decide(String(refid), "pays")
    // An admin waits for a while only; what takes longer is there when they ask once more.
    const { body } = await eventually(
      () =>
        asAdmin<KpayBulkRefreshResponse>(shop(), "POST", "/kpay/attempts/refresh", {
          ids,
        }),
      ({ body }) => body.attempts.every(({ status }) => status === "applied")
    )
    expect(body.attempts.map(({ status }) => status)).toEqual(ids.map(() => "applied"))
    for (const id of ids) {
      expect(await journalOf(id)).toContainEqual(
        expect.objectContaining({ event: "refresh_requested", actor_name: "admin@example.com" })
      )
    }
    const refused = await asAdmin<{ message: string }>(shop(), "POST", "/kpay/attempts/refresh", {
      ids: Array.from({ length: 101 }, () => "kpatt_x"),
    })
    expect([refused.status, refused.body.message]).toEqual([
      400,
      '"ids" must be a list of 1 to 100 ids of attempts',
    ])
  })

  it("every admin route refuses strangers", async () => {
    const { orderId } = await order(shop(), { method: "momo", phone: "0788000004" })
    const [attempt] = await attemptsOf(orderId)
    const routes = [
      ["GET", "attempts"],
      ["GET", `attempts/${attempt?.id ?? ""}`],
      ["POST", `attempts/${attempt?.id ?? ""}/phone`],
      ["POST", `attempts/${attempt?.id ?? ""}/prompt`],
      ["POST", `attempts/${attempt?.id ?? ""}/refresh`],
      ["POST", `attempts/${attempt?.id ?? ""}/apply`],
      ["POST", `attempts/${attempt?.id ?? ""}/dismiss`],
      ["POST", "attempts/refresh"],
      ["GET", "attempts.csv"],
      ["GET", "refunds"],
      ["POST", "refunds"],
      ["POST", "refunds/kpref_x/sent"],
      ["GET", `orders/${orderId}`],
      ["POST", "pay-links"],
      ["GET", "summary"],
      ["GET", "attention"],
      ["GET", "health"],
      ["POST", "health/callback"],
    ] as const
    const statuses = await Promise.all(
      routes.map(
        async ([method, path]) =>
          (await fetch(`${shop().baseUrl}/admin/kpay/${path}`, { method })).status
      )
    )
    expect(statuses).toEqual(routes.map(() => 401))
  })
})
