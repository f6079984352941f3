/** K-Pay that answers as fast as this or faster is asked about `concurrency` payments at once. */
export const USUAL_ANSWER_MS = 200

/** By how much slower answers may raise the number of questions at once. */
const FACTOR_MAX = 4

/** More questions at once than this are for the shop to configure: shoppers' pages need connections too. */
const RAISED_MAX = 16

/**
 * How many payments are asked about at once, so that a K-Pay that answers slowly is asked as often as one that answers in the
 * usual time, and never more often than that.
 *
 * @param configured the option `concurrency`; it is never less.
 * @param answerMs how long K-Pay takes to answer of late.
 */
export function toConcurrency(configured: number, answerMs: number): number {
  const wanted = Math.ceil((configured * answerMs) / USUAL_ANSWER_MS)
  const most = Math.max(configured, Math.min(configured * FACTOR_MAX, RAISED_MAX))
  return Math.min(Math.max(wanted, configured), most)
}
