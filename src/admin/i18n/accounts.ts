import { CHECK_NAMES } from "../../domain/check-names"

/** The texts of a shop with several K-Pay accounts, in each language. */
export const enAccounts = {
  all_accounts: "All accounts",
  all_accounts_of: "All accounts ({{environment}})",
  account_of: "{{account}} ({{environment}})",
  accounts_title: "By account",
  accounts_all: "All",
  check_account_rule: CHECK_NAMES.account_rule,
} as const

type AccountTexts = Readonly<Record<keyof typeof enAccounts, string>>

export const frAccounts: AccountTexts = {
  all_accounts: "Tous les comptes",
  all_accounts_of: "Tous les comptes ({{environment}})",
  account_of: "{{account}} ({{environment}})",
  accounts_title: "Par compte",
  accounts_all: "Tous",
  check_account_rule: "Règle des comptes",
}

export const rwAccounts: AccountTexts = {
  all_accounts: "Konti zose",
  all_accounts_of: "Konti zose ({{environment}})",
  account_of: "{{account}} ({{environment}})",
  accounts_title: "Kuri buri konti",
  accounts_all: "Zose",
  check_account_rule: "Itegeko rya konti",
}
