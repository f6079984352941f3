import { useState } from "react"
import { useAccounts } from "../queries"
import { useTexts } from "../texts"
import { toAccountChoices } from "./account-choices"

/** The accounts that can be chosen, and the chosen ones: all of them at first. With one account there is no choice. */
export function useAccountChoice() {
  const { t } = useTexts()
  const { data } = useAccounts()
  const [id, setChoice] = useState<string | null>(null)
  const choices = toAccountChoices(data?.accounts ?? [], t)
  return { choices, choice: choices.find((one) => one.id === id) ?? choices[0], setChoice }
}
