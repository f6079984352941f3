import type { KpayRefusal } from "../http-types"
import { PostError } from "./post-error"
import { BACKEND_URL } from "./sdk"

/**
 * Posts to the server with the dashboard's login. Medusa's own client keeps only the message of a refusal.
 *
 * @throws PostError
 */
export async function post<Answer>(path: string, body: object): Promise<Answer> {
  const response = await fetch(`${BACKEND_URL}${path}`, {
    method: "POST",
    credentials: "include",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  })
  if (response.ok) return (await response.json()) as Answer
  const refusal = (await response.json().catch(() => ({}))) as Partial<KpayRefusal>
  throw new PostError(response.status, {
    ...refusal,
    message: refusal.message ?? response.statusText,
  })
}
