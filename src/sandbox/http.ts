import type { IncomingMessage, ServerResponse } from "node:http"
import type { Body } from "./answers"

const BODY_BYTES_MAX = 256 * 1024

/**
 * The body of a request as text.
 *
 * @throws when it is longer than 256 KiB.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX) throw new Error("The request is too large.")
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString("utf8")
}

export function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string
): void {
  response.writeHead(status, { "content-type": contentType }).end(body)
}

/** K-Pay answers business errors with HTTP 200 as well. */
export function sendJson(response: ServerResponse, body: Body | readonly object[]): void {
  send(response, 200, "application/json", JSON.stringify(body))
}

export function sendPage(response: ServerResponse, html: string): void {
  send(response, 200, "text/html; charset=utf-8", html)
}

export function sendNotFound(response: ServerResponse, message = "Not found"): void {
  send(response, 404, "text/plain", message)
}

/** The error page of a proxy in front of K-Pay. */
export function sendHtmlError(response: ServerResponse): void {
  send(response, 502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>")
}
