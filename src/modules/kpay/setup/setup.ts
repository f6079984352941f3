import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { postCallback, type CallbackReply } from "../../../gateway/callback-post"
import type { Refid } from "../../../domain/kpay-ids"
import { CallbackTestStore } from "./callback-test-store"
import type { KpayCalls } from "../calls/kpay-calls"
import type { KpaySettings } from "../options/options"
import type { Outage, OutageStore } from "../calls/outage-store"
import { toCallbackAddress } from "../options/own-address"
import { readPayAnswers, type PayAnswers } from "./pay-answers"
import type { Probe } from "../calls/probe"
import { readWaiting, type Waiting } from "./waiting"

/** Longest wait for K-Pay, repetitions included: a person waits for the answer. K-Pay was seen to take 2.6 s. */
const PROBE_MS = 8_000

/** Longest wait for our own address. */
const CALLBACK_MS = 6_000

interface Dependencies {
  readonly knex: Knex
  readonly settings: KpaySettings
  readonly calls: KpayCalls
  readonly outages: OutageStore
}

/** What can be found out about the shop's setup, and what waits for a person. Changes nothing about any payment. */
export class Setup {
  readonly callbackTests: CallbackTestStore
  readonly #knex: Knex
  readonly #settings: KpaySettings
  readonly #calls: KpayCalls
  readonly #outages: OutageStore

  constructor({ knex, settings, calls, outages }: Dependencies) {
    this.callbackTests = new CallbackTestStore(knex)
    this.#knex = knex
    this.#settings = settings
    this.#calls = calls
    this.#outages = outages
  }

  /** Asks K-Pay whether it would answer on an account. Takes eight seconds at most. */
  async probe(account: string): Promise<Probe> {
    return this.#calls.probe(account, Math.min(PROBE_MS, this.#settings.timeouts.statusMs))
  }

  /** Posts a callback with this token to our own public address. Takes six seconds at most, and never throws. */
  async postCallback(token: string, refid: Refid | null): Promise<CallbackReply> {
    const address = toCallbackAddress(this.#settings.backendUrl, token)
    return postCallback(address, refid, CALLBACK_MS)
  }

  /** See {@link readPayAnswers}. */
  async readPayAnswers(codes: readonly string[]): Promise<readonly PayAnswers[]> {
    return readPayAnswers(this.#knex, codes)
  }

  /** See {@link readWaiting}. */
  async readWaiting(): Promise<Waiting> {
    return readWaiting(this.#knex)
  }

  /** The accounts on which K-Pay cannot be asked at this time. */
  async listOutages(): Promise<readonly Outage[]> {
    return this.#outages.list()
  }
}
