import { enNotifications } from "../../admin/i18n/notifications"
import { SENTENCES } from "../sentences"

describe("What the setup says of notifications", () => {
  it.each(Object.entries(SENTENCES))("%s stands in the dashboard word for word", (id, sentence) => {
    const shown = Object.entries(enNotifications).find(([key]) => key === `setup_${id}`)?.[1]
    expect(shown).toBe(sentence.replace(/\{(\w+)\}/g, "{{$1}}"))
  })
})
