import { toHtml } from "../html"

const link = (url: string): string => `<a href="${url}">${url}</a>`

describe("An e-mail's text", () => {
  it.each([".", ",", ";", ":", "!", "?", ")", ")."])(
    "has a link that does not end in the sentence's %s",
    (sign) => {
      const url = "https://shop.example/kpay/pay/x.y?lang=rw"
      expect(toHtml(`Pay here: ${url}${sign}`)).toBe(`<p>Pay here: ${link(url)}${sign}</p>`)
      expect(toHtml(`(${url}${sign} Thanks`)).toBe(`<p>(${link(url)}${sign} Thanks</p>`)
    }
  )

  it("links every address, and whatever else a text has is shown as it is", () => {
    expect(toHtml('"A&B" <b> https://a.example/?x=1&y=2, http://b.example')).toBe(
      `<p>&#34;A&#38;B&#34; &#60;b&#62; ${link("https://a.example/?x=1&#38;y=2")}, ${link("http://b.example")}</p>`
    )
    expect(toHtml('<a href="https://a.example">')).toBe(
      `<p>&#60;a href=&#34;${link("https://a.example")}&#34;&#62;</p>`
    )
    expect(toHtml("no link")).toBe("<p>no link</p>")
  })
})
