/** What the sandbox does with one `pay`. The payer's number selects the story, so that it can be played from any shop. */
export interface Story {
  /** The last two digits of the number, after `0000`: `0788 0000 01`. */
  readonly digits: string
  readonly name: string
  /** How K-Pay answers `pay`. */
  readonly answer:
    | "accepted"
    | "not_enough_funds"
    | "wrong_network"
    | "refused_with_prompt"
    | "paid_at_once"
    | "hangs_before_acceptance"
    | "hangs_after_acceptance"
    | "resets_after_acceptance"
    | "html_error_before_acceptance"
    | "html_error_after_acceptance"
    | "slow"
  /** How the transaction ends: `person` waits for a button on the sandbox's page, `never` stays pending. */
  readonly outcome: "pays" | "fails" | "fails_for_funds" | "operator_code" | "person" | "never"
  /** Which callbacks are posted after the outcome; `forged` claims a payment that did not happen. */
  readonly callback:
    | "once"
    | "lost"
    | "late"
    | "twice"
    | "forged"
    | "before_answer"
    | "failed_after_paid"
    | "pending_after_paid"
}

/** The story of every number without one of its own. */
export const PERSON_DECIDES: Story = {
  digits: "",
  name: "waits for a person at the sandbox's page",
  answer: "accepted",
  outcome: "person",
  callback: "once",
}

export const STORIES: readonly Story[] = [
  { digits: "01", name: "pays", answer: "accepted", outcome: "pays", callback: "once" },
  {
    digits: "02",
    name: "not enough funds, at once",
    answer: "not_enough_funds",
    outcome: "fails",
    callback: "lost",
  },
  { digits: "03", name: "refuses later", answer: "accepted", outcome: "fails", callback: "once" },
  { digits: "04", name: "never answers", answer: "accepted", outcome: "never", callback: "lost" },
  {
    digits: "05",
    name: "pays, callback lost",
    answer: "accepted",
    outcome: "pays",
    callback: "lost",
  },
  {
    digits: "06",
    name: "pays, callback late",
    answer: "accepted",
    outcome: "pays",
    callback: "late",
  },
  {
    digits: "07",
    name: "pays, callback twice",
    answer: "accepted",
    outcome: "pays",
    callback: "twice",
  },
  {
    digits: "08",
    name: "forged callback, nothing paid",
    answer: "accepted",
    outcome: "never",
    callback: "forged",
  },
  {
    digits: "09",
    name: "pays, callback before the answer to pay",
    answer: "slow",
    outcome: "pays",
    callback: "before_answer",
  },
  {
    digits: "10",
    name: "pays, then a stray 02 callback",
    answer: "accepted",
    outcome: "pays",
    callback: "failed_after_paid",
  },
  {
    digits: "11",
    name: "pay times out before acceptance",
    answer: "hangs_before_acceptance",
    outcome: "never",
    callback: "lost",
  },
  {
    digits: "12",
    name: "pay times out after acceptance, then pays",
    answer: "hangs_after_acceptance",
    outcome: "pays",
    callback: "once",
  },
  {
    digits: "13",
    name: "connection reset after acceptance, then pays",
    answer: "resets_after_acceptance",
    outcome: "pays",
    callback: "once",
  },
  {
    digits: "14",
    name: "HTML error page, nothing accepted",
    answer: "html_error_before_acceptance",
    outcome: "never",
    callback: "lost",
  },
  { digits: "15", name: "paid at once", answer: "paid_at_once", outcome: "pays", callback: "once" },
  {
    digits: "16",
    name: "wrong network, at once",
    answer: "wrong_network",
    outcome: "fails",
    callback: "lost",
  },
  {
    digits: "17",
    name: "operator code 682",
    answer: "accepted",
    outcome: "operator_code",
    callback: "once",
  },
  {
    digits: "18",
    name: "not enough funds, later",
    answer: "accepted",
    outcome: "fails_for_funds",
    callback: "once",
  },
  {
    digits: "19",
    name: "pays, callbacks out of order",
    answer: "accepted",
    outcome: "pays",
    callback: "pending_after_paid",
  },
  {
    digits: "20",
    name: "HTML error page after acceptance, then pays",
    answer: "html_error_after_acceptance",
    outcome: "pays",
    callback: "once",
  },
  {
    digits: "21",
    name: "refused at once though the prompt is out; waits for a person",
    answer: "refused_with_prompt",
    outcome: "person",
    callback: "lost",
  },
]

/** The story that a payer's number selects. */
export function toStory(msisdn: string): Story {
  const digits = /(?:^250|^0)7\d{2}0000(\d{2})$/.exec(msisdn)?.[1]
  return STORIES.find((story) => story.digits === digits) ?? PERSON_DECIDES
}
