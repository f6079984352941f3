/** An address as it stands in a text. What ends a sentence is no part of it. */
const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/

/** A message as an e-mail, in which its addresses can be pressed. */
export function toHtml(text: string): string {
  const parts = text
    .split(ADDRESS)
    .map((part, i) => (i % 2 === 1 ? toLink(escape(part)) : escape(part)))
  return `<p>${parts.join("")}</p>`
}

function toLink(url: string): string {
  return `<a href="${url}">${url}</a>`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
