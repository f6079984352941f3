import { toOutageFault, toPayFaults } from "../faults"

const NOW = new Date()

const HOURS_MS = 60 * 60_000

function ago(hours: number): Date {
  return new Date(NOW.getTime() - hours * HOURS_MS)
}

describe("What keeps K-Pay from being used", () => {
  it.each([
    ["600", "It answers 600. Check the options username and password."],
    ["not_connected", "Check that this server can reach K-Pay's address."],
    ["no_answer", "It does not answer."],
  ])("an outage by %s", (cause, told) => {
    expect(toOutageFault({ account: "main", since: NOW, cause })).toMatchObject({
      account: "main",
      since: NOW.toISOString(),
      message: `K-Pay cannot be asked about payments of the account "main". ${told}`,
      remedy: expect.stringContaining("Open Setup") as string,
    })
  })

  it.each([
    ["a refusal of six days ago, and no connection within the hour", 6 * 24, 0.9, "604,none"],
    ["a refusal of eight days ago is history", 8 * 24, 0.9, "none"],
    ["no connection two hours ago may be mended", 6 * 24, 2, "604"],
  ])("%s", (_, refusedHoursAgo, unreachedHoursAgo, expected) => {
    const lastAt = ago(refusedHoursAgo)
    const faults = toPayFaults({
      account: "main",
      environment: "live",
      acceptedAt: null,
      refused: { since: lastAt, lastAt, code: "604" },
      unreachedAt: ago(unreachedHoursAgo),
      readAt: new Date(),
    })
    expect(faults.map(({ details }) => details.code ?? "none").join()).toBe(expected)
    for (const { message, remedy } of faults) {
      expect(message).toContain('"main"')
      expect(remedy).toMatch(/\w/)
    }
  })
})
