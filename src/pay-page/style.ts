import { createHash } from "node:crypto"
import { METHOD_IDS, METHODS } from "../domain/methods"

/** The colours of each method's badge. */
const BADGE_RULES = METHOD_IDS.map((id) => {
  const { background, color } = METHODS[id].badge
  return `.${id}{background:${background};color:${color}}`
}).join("")

/**
 * The style of all pages. Blocks and tables only, so that old browsers show the same; black on white. No information is in
 * a colour alone.
 */
export const STYLE = [
  "*{box-sizing:border-box}",
  "html{color-scheme:light}",
  "body{margin:0 auto;max-width:30rem;padding:0 1rem 2rem;background:#fff;color:#111;font:1.0625rem/1.45 system-ui,sans-serif;overflow-wrap:anywhere}",
  "h1{font-size:1.375rem;line-height:1.25;margin:1rem 0 .5rem}p{margin:.75rem 0}",
  "nav{padding:.25rem 0;border-bottom:1px solid #767676;font-size:.9375rem}nav a,nav b{display:inline-block;padding:.625rem .75rem .625rem 0}",
  "a{color:#0a3d91}",
  ".bill{margin:1rem 0 0;font-size:1rem}.sum{font-size:2rem;font-weight:700;line-height:1.2;margin:0}",
  "fieldset{border:0;margin:1rem 0;padding:0}legend{font-weight:700;padding:0}",
  ".way{display:block;position:relative;margin:.5rem 0;padding:.75rem .75rem .75rem 2.75rem;border:2px solid #767676;border-radius:.5rem}",
  ".way input{position:absolute;left:.875rem;top:1rem;width:1.25rem;height:1.25rem;margin:0;accent-color:#0b5132}",
  ".way small{display:block;font-size:.9375rem}.way .slow{font-weight:600}.off{background:#f1f1f1;border-style:dashed;color:#595959}",
  ".badge{display:inline-block;min-width:3.25rem;margin-right:.375rem;padding:0 .375rem;border-radius:.25rem;font-size:.75rem;font-weight:700;line-height:1.5rem;text-align:center}",
  `${BADGE_RULES}.off .badge{background:#595959;color:#fff}`,
  "label b{font-weight:600}.field{display:block;font-weight:700}.hint{margin:0;font-size:.9375rem}",
  "input[type=tel]{display:block;width:100%;margin:.25rem 0;padding:.75rem;border:2px solid #111;border-radius:.5rem;background:#fff;color:#111;font:inherit;font-size:1.25rem}",
  ".button{display:block;width:100%;margin:.75rem 0;padding:.875rem 1rem;border:2px solid #0b5132;border-radius:.5rem;background:#0b5132;color:#fff;font:inherit;font-size:1.125rem;font-weight:700;text-align:center;text-decoration:none;cursor:pointer}",
  ".second{background:#fff;color:#0b5132}",
  ":focus-visible{outline:3px solid #0a3d91;outline-offset:2px}",
  ".note{margin:1rem 0;padding:.75rem;border:2px solid #111;border-left-width:.5rem;border-radius:.25rem}.bad{border-color:#9b1c1c;background:#fdf2f2}",
  ".state{margin:1.25rem 0 .5rem;text-align:center}.state svg{width:4.5rem;height:4.5rem}.state h1{margin:.25rem 0}",
  "table{width:100%;border-collapse:collapse;margin:1rem 0}th,td{padding:.5rem 0;border-bottom:1px solid #767676;text-align:left;vertical-align:top}th{width:35%;padding-right:1rem;font-weight:400;overflow-wrap:normal}td{font-weight:600}",
  "footer{margin-top:1.5rem;padding-top:.5rem;border-top:1px solid #767676;font-size:.9375rem}footer p{margin:0}",
  "@media print{nav,.screen{display:none}}",
].join("")

/**
 * The `Content-Security-Policy` of all pages: no script, no picture, nothing from another server, and this style only.
 *
 * @param formTargets origins to which an answer to the form may redirect, besides the page's own.
 * @param style the page's rules besides {@link STYLE}.
 */
export function toContentSecurityPolicy(formTargets: readonly string[], style = ""): string {
  const hash = createHash("sha256").update(`${STYLE}${style}`).digest("base64")
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    // Browsers also check where the answer to a form redirects, which may be the card page.
    ["form-action 'self'", ...formTargets].join(" "),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ")
}
