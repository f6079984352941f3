import type { KpayRefusal } from "../http-types"
import { RequestError } from "./request-error"
import { BACKEND_URL } from "./sdk"

// Requests with the dashboard's login, where a refusal can be shown. Medusa's own client keeps only its message.

/** What is asked about, in the address. What is `undefined` is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>

/** @throws RequestError */
export async function get<Answer>(path: string, query: Query = {}): Promise<Answer> {
  return request(toAddress(path, query), {})
}

/** @throws RequestError */
export async function post<Answer>(path: string, body: object): Promise<Answer> {
  return request(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
}

/** Sends a CSV file as the body. @throws RequestError */
export async function postFile<Answer>(path: string, query: Query, file: File): Promise<Answer> {
  return request(toAddress(path, query), {
    method: "POST",
    headers: { "content-type": "text/csv" },
    body: file,
  })
}

/** Deletes what is at a path. @throws RequestError */
export async function remove(path: string): Promise<void> {
  await request(path, { method: "DELETE" })
}

async function request<Answer>(
  path: string,
  { headers, ...init }: RequestInit & { readonly headers?: Readonly<Record<string, string>> }
): Promise<Answer> {
  const response = await fetch(`${BACKEND_URL}${path}`, {
    ...init,
    credentials: "include",
    headers: { ...headers, accept: "application/json" },
  })
  if (response.ok) return (await response.json()) as Answer
  const refusal = (await response.json().catch(() => ({}))) as Partial<KpayRefusal>
  throw new RequestError(response.status, {
    ...refusal,
    message: refusal.message ?? response.statusText,
  })
}

function toAddress(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]]
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}
