/** The rules of the slip and of the courier's page, besides those of all pages. No information is in a colour alone. */
export const COUNTER_STYLE = [
  ".door{margin:1rem 0;padding:1rem .25rem;border:.375rem solid #9b1c1c;border-radius:.5rem;text-align:center}",
  ".door svg{width:4.5rem;height:4.5rem}",
  ".door h1{margin:.25rem 0;font-size:2.25rem;font-size:min(2.75rem,11vw);line-height:1.1}",
  ".door .sum{font-size:2.25rem;font-size:min(2.75rem,11vw)}",
  ".yes{border-color:#0b5132;background:#0b5132;color:#fff}.yes h1{font-size:3.5rem;font-size:min(5.5rem,20vw)}",
  // Kinyarwanda says it in one long word.
  "[lang=rw] .door h1{font-size:1.75rem;font-size:min(2.75rem,9.5vw)}[lang=rw] .yes h1{font-size:2.25rem;font-size:min(4.75rem,12.5vw)}",
  ".stop{background:#9b1c1c;color:#fff}",
  // Green is for what is paid alone.
  ".button{border-color:#111;background:#111;color:#fff}.second{background:#fff;color:#111}",
  ".asof{font-size:1.375rem;font-weight:700;margin:.5rem 0;text-align:center}",
  ".qr{display:block;width:15rem;max-width:100%;height:auto;margin:.5rem auto}",
  ".slip{text-align:center}.slip table{text-align:left}",
  // Fits a roll of 80 mm and A6; the code is 38 mm wide with its white border.
  "@media print{body{max-width:70mm;padding:0;font-size:10pt}.qr{width:38mm}.sum,.door .sum{font-size:20pt}.door h1{font-size:20pt!important}.door svg{width:12mm;height:12mm}.door,.yes,.stop{border-color:#000;background:#fff;color:#000}.door svg{filter:grayscale(1)}.slip p{margin:1.5mm 0}}",
].join("")
