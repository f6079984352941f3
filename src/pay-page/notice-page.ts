import { bill, page, type Bill, type Frame } from "./layout"
import { markup } from "./markup"

/** Says one thing, with the next step in it, where there is nothing to fill in. */
export function noticePage(frame: Frame, message: string, about: Bill | null = null): string {
  return page(
    frame,
    message,
    markup`${about && bill(frame, about)}
<h1>${message}</h1>`
  )
}
