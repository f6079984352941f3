import { bill, page, type Bill, type Frame } from "./layout"
import { markup } from "./markup"

/**
 * A page with one message, which names the next step. It has no form.
 *
 * @param refreshS the browser reloads the page after this many seconds; left out, never.
 */
export function noticePage(
  frame: Frame,
  message: string,
  shown: Bill | null = null,
  refreshS?: number
): string {
  return page(
    frame,
    message,
    markup`${shown && bill(frame, shown)}
<h1>${message}</h1>`,
    { refreshS }
  )
}
