import { refuseFile, toCellDetail, toPlaceDetail, type Place } from "./fault"

/** Whether 03/11 is the third of November or the eleventh of March. */
export type DateOrder = "dmy" | "mdy"

/** The time of day in a column of its own, where there is one. */
interface TimeCell {
  readonly text: string
  readonly place: Place
}

/** A moment that a source states. */
export interface Moment {
  readonly at: Date
  /** Whether the time of day was given. Otherwise `at` is the start of the day in Kigali. */
  readonly hasTime: boolean
}

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}

interface Clock {
  readonly ms: number
  /** Minutes east of Greenwich; Kigali's where the cell names none. */
  readonly offsetMinutes: number
}

const KIGALI_MINUTES = 120
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** The days of Excel's calendar that lie in this century. */
const EXCEL_FIRST = 36_526
const EXCEL_LAST = 73_050
const EXCEL_EPOCH = Date.UTC(1899, 11, 30)

/** The beginnings of the months' names in English and French, without accents. */
const MONTHS = [
  ["jan"],
  ["feb", "fev"],
  ["mar"],
  ["apr", "avr"],
  ["may", "mai"],
  ["jun", "juin"],
  ["jul", "juil"],
  ["aug", "aou"],
  ["sep"],
  ["oct"],
  ["nov"],
  ["dec"],
]

const WEEKDAY =
  /^(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,?\s+(?=\d|[a-z])/
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/
const DAY_NAME_YEAR =
  /^(\d{1,2})(?:st|nd|rd|th|er)?[-/.\s]+([a-z]{3,9})\.?[-/.,\s]+(\d{4}|\d{2})(?!\d)/
const NAME_DAY_YEAR = /^([a-z]{3,9})\.?[-/.\s]+(\d{1,2})(?:st|nd|rd|th)?,?[-/.\s]+(\d{4})(?!\d)/
const YEAR_NAME_DAY = /^(\d{4})[-/.\s]+([a-z]{3,9})[-/.\s]+(\d{1,2})(?!\d)/
const CLOCK =
  /^[t,\s-]*(?:a\s+)?(\d{1,2})[:h.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?\.?m?\.?\s*(z|utc|gmt|cat|(?:gmt|utc)?\s*[+-]\d{1,2}:?(?:\d{2})?)?$/

/**
 * Reads a moment. Without an offset it is Kigali's time.
 *
 * @throws StatementFileError for what is no moment.
 */
export function parseMoment(
  text: string,
  order: DateOrder,
  place: Place,
  time: TimeCell | null = null
): Moment {
  const moment = readMoment(text, time?.text ?? "", order)
  if (moment) return moment
  const clock = time?.text.trim() ?? ""
  if (time && clock !== "" && !readClock(toPlain(clock)) && readMoment(text, "", order))
    refuseFile("statement_no_time", {
      ...toPlaceDetail(time.place),
      ...toCellDetail("cell", clock),
    })
  return refuseFile("statement_no_date", {
    ...toPlaceDetail(place),
    ...toCellDetail("cell", text.trim()),
  })
}

/** Whether a text is a moment, in whichever order of day and month. */
export function isMoment(text: string): boolean {
  return readMoment(text, "", "dmy") !== null || readMoment(text, "", "mdy") !== null
}

/** Finds out over a whole file whether the day or the month comes first. */
export class DateOrderFinder {
  readonly #proofs = new Map<DateOrder, Place & { readonly text: string }>()
  #unclear: (Place & { readonly text: string }) | null = null

  add(text: string, place: Place): void {
    const match = YEAR_LAST.exec(toPlain(text).replace(WEEKDAY, ""))
    if (!match) return
    const [first, second] = [Number(match[1]), Number(match[2])]
    if (first === second) return
    const seen = { ...place, text: text.trim() }
    if (first > 12) this.#prove("dmy", seen)
    else if (second > 12) this.#prove("mdy", seen)
    else this.#unclear ??= seen
  }

  /** Whether dates can be read in both orders, and none says in which. */
  get isOpen(): boolean {
    return this.#unclear !== null && this.#proofs.size === 0
  }

  /**
   * @param asked what the request says.
   * @param remembered what an earlier upload of the source said; it counts where the file proves nothing.
   * @throws StatementFileError where the file contradicts itself or `asked`, or does not say.
   */
  decide(asked: DateOrder | undefined, remembered: DateOrder | undefined): DateOrder {
    const dmy = this.#proofs.get("dmy")
    const mdy = this.#proofs.get("mdy")
    if (dmy && mdy)
      refuseFile("statement_two_orders", {
        ...toPlaceDetail(mdy),
        ...toCellDetail("month_first", mdy.text),
        ...toCellDetail("day_first", dmy.text),
        day_line: String(dmy.line),
      })
    const proven = dmy ? "dmy" : mdy ? "mdy" : undefined
    const against = dmy ?? mdy
    if (asked && proven && asked !== proven && against)
      refuseFile("statement_other_order", {
        ...toPlaceDetail(against),
        ...toCellDetail("cell", against.text),
        order: asked,
      })
    const decided = proven ?? asked ?? remembered
    if (decided) return decided
    if (this.#unclear)
      refuseFile("statement_order_unclear", {
        ...toPlaceDetail(this.#unclear),
        ...toCellDetail("cell", this.#unclear.text),
      })
    return "dmy"
  }

  #prove(order: DateOrder, seen: Place & { readonly text: string }): void {
    if (!this.#proofs.has(order)) this.#proofs.set(order, seen)
  }
}

function readMoment(text: string, time: string, order: DateOrder): Moment | null {
  const plain = toPlain(text)
  const bare = plain.replace(WEEKDAY, "")
  // "mar" is Tuesday in French, and March.
  return readBare(plain, time, order) ?? (bare === plain ? null : readBare(bare, time, order))
}

function readBare(bare: string, time: string, order: DateOrder): Moment | null {
  const stamp = readStamp(bare, time)
  if (stamp) return stamp
  const date = readDate(bare, order)
  if (!date) return null
  const startMs = toUtcMs(date.parts)
  if (startMs === null) return null
  const clocks = [bare.slice(date.length), toPlain(time)]
    .filter((part) => part.trim() !== "")
    .map(readClock)
  if (clocks.includes(null)) return null
  const [clock, other] = clocks
  if (!clock) return { at: new Date(startMs - KIGALI_MINUTES * MINUTE_MS), hasTime: false }
  // Excel writes a day as midnight.
  const told = other && clock.ms === 0 ? other : clock
  // One of them may lack the seconds.
  if (other && Math.abs(told.ms - other.ms) >= MINUTE_MS) return null
  return { at: new Date(startMs + told.ms - told.offsetMinutes * MINUTE_MS), hasTime: true }
}

/** Moments that are one number: Excel's days, seconds or milliseconds since 1970, 20260131 and 20260131140500. */
function readStamp(bare: string, time: string): Moment | null {
  const serial = /^(\d{5})(?:[.,](\d{1,15}))?$/.exec(bare)
  const days = Number(serial?.[1])
  if (serial && days >= EXCEL_FIRST && days <= EXCEL_LAST) {
    const startMs = EXCEL_EPOCH + days * DAY_MS - KIGALI_MINUTES * MINUTE_MS
    const seconds = Math.round(Number(`0.${serial[2] ?? "0"}`) * 86_400)
    const clock = time.trim() === "" ? null : readClock(toPlain(time))
    if (clock) return { at: new Date(startMs + clock.ms), hasTime: true }
    return { at: new Date(startMs + seconds * 1_000), hasTime: serial[2] !== undefined }
  }
  const isEpoch = /^1\d{9}(\d{3})?$/.exec(bare)
  if (isEpoch)
    return { at: new Date(Number(bare) * (isEpoch[1] === undefined ? 1_000 : 1)), hasTime: true }
  const compact = /^(20\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/.exec(bare)
  if (!compact) return null
  const [, year, month, day, hour, minute, second] = compact
  const clock = hour === undefined ? time : `${hour}:${minute ?? ""}:${second ?? ""}`
  return readMoment(`${year ?? ""}-${month ?? ""}-${day ?? ""}`, clock, "dmy")
}

function readDate(bare: string, order: DateOrder): { parts: Parts; length: number } | null {
  const of = (match: RegExpExecArray, year: number, month: number, day: number) => ({
    parts: { year, month, day },
    length: match[0].length,
  })
  const iso = YEAR_FIRST.exec(bare)
  if (iso) return of(iso, Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const numeric = YEAR_LAST.exec(bare)
  if (numeric) {
    const [first, second] = [Number(numeric[1]), Number(numeric[2])]
    const [day, month] = order === "dmy" ? [first, second] : [second, first]
    return of(numeric, toYear(numeric[3]), month, day)
  }
  const dayFirst = DAY_NAME_YEAR.exec(bare)
  if (dayFirst) return of(dayFirst, toYear(dayFirst[3]), toMonth(dayFirst[2]), Number(dayFirst[1]))
  const named = NAME_DAY_YEAR.exec(bare)
  if (named) return of(named, toYear(named[3]), toMonth(named[1]), Number(named[2]))
  const yearFirst = YEAR_NAME_DAY.exec(bare)
  if (yearFirst)
    return of(yearFirst, Number(yearFirst[1]), toMonth(yearFirst[2]), Number(yearFirst[3]))
  return null
}

function readClock(text: string): Clock | null {
  const part = /^0?[.,](\d{1,17})$/.exec(text)
  // Excel writes a time of day as a part of the day.
  if (part) {
    const seconds = Math.round(Number(`0.${part[1] ?? ""}`) * 86_400)
    return seconds < 86_400 ? { ms: seconds * 1_000, offsetMinutes: KIGALI_MINUTES } : null
  }
  const match = CLOCK.exec(text)
  if (!match) return null
  const [, hourText, minuteText, secondText = "0", fraction = "0", half, zone] = match
  let hour = Number(hourText)
  const minute = Number(minuteText)
  const second = Number(secondText)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (half === "p" ? 12 : 0)
  }
  if (hour > 23 || minute > 59 || second > 59) return null
  return {
    ms: ((hour * 60 + minute) * 60 + second) * 1_000 + Math.floor(Number(`0.${fraction}`) * 1_000),
    offsetMinutes: toOffsetMinutes(zone),
  }
}

function toOffsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === "cat") return KIGALI_MINUTES
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone)
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? "0")
  return match[1] === "-" ? -minutes : minutes
}

/** `null` for a day that the calendar does not have. */
function toUtcMs({ year, month, day }: Parts): number | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal && year >= 2000 && year < 2100 ? date.getTime() : null
}

function toYear(text: string | undefined): number {
  return text?.length === 2 ? 2000 + Number(text) : Number(text)
}

/** 0 for a word that is no month. */
function toMonth(word = ""): number {
  return MONTHS.findIndex((names) => names.some((name) => word.startsWith(name))) + 1
}

function toPlain(text: string): string {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
  return plain.replace(/[\s\u00a0\u202f]+/gu, " ").trim()
}
