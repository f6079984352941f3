import type { ReactElement, ReactNode } from "react"

function Picture({ children }: { children: ReactNode }): ReactElement {
  return (
    <svg className="kpay-picture" viewBox="0 0 96 96" aria-hidden="true" focusable="false">
      {children}
    </svg>
  )
}

/** A phone with a prompt. */
export function PhonePicture(): ReactElement {
  return (
    <Picture>
      <circle className="kpay-picture__ground" cx="48" cy="48" r="46" />
      <rect className="kpay-picture__body" x="30" y="14" width="36" height="68" rx="6" />
      <rect className="kpay-picture__screen" x="34" y="22" width="28" height="48" rx="2" />
      <rect className="kpay-picture__body" x="38" y="32" width="20" height="3" rx="1.5" />
      <rect className="kpay-picture__body" x="38" y="39" width="14" height="3" rx="1.5" />
      <rect className="kpay-picture__accent" x="38" y="52" width="20" height="9" rx="4.5" />
      <circle className="kpay-picture__screen" cx="48" cy="76" r="2.5" />
    </Picture>
  )
}

/** A card. */
export function CardPicture(): ReactElement {
  return (
    <Picture>
      <circle className="kpay-picture__ground" cx="48" cy="48" r="46" />
      <rect className="kpay-picture__body" x="18" y="29" width="60" height="40" rx="5" />
      <rect className="kpay-picture__screen" x="18" y="37" width="60" height="8" />
      <rect className="kpay-picture__accent" x="24" y="55" width="18" height="6" rx="3" />
    </Picture>
  )
}

/** A tick. */
export function TickPicture(): ReactElement {
  return (
    <Picture>
      <circle className="kpay-picture__good" cx="48" cy="48" r="46" />
      <path className="kpay-picture__line" d="M28 50 42 64 69 35" />
    </Picture>
  )
}

/** An exclamation mark in plain colours: the shopper must do something, and nothing is broken. */
export function NotePicture(): ReactElement {
  return (
    <Picture>
      <circle className="kpay-picture__ground" cx="48" cy="48" r="46" />
      <path className="kpay-picture__mark" d="M48 26V54M48 67V68" />
    </Picture>
  )
}
