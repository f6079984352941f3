import type { ReactElement, ReactNode } from "react"

/** A screen with a picture and a heading. The heading can take the focus when the screen changes. */
export function Screen(props: {
  readonly name: string
  readonly picture: ReactElement
  readonly title: ReactNode
  readonly children: ReactNode
}): ReactElement {
  const { name, picture, title, children } = props
  return (
    <section className={`kpay kpay-screen kpay-${name}`}>
      {picture}
      <h2 className="kpay-screen__title" tabIndex={-1} data-kpay-title="">
        {title}
      </h2>
      {children}
    </section>
  )
}

/** A secondary button; none without `onClick`. */
export function Button(props: {
  readonly onClick: (() => void) | undefined
  readonly isMain?: boolean
  readonly children: ReactNode
}): ReactElement | null {
  const { onClick, isMain, children } = props
  return onClick ? (
    <button
      type="button"
      className={`kpay-button${isMain ? " kpay-button--main" : ""}`}
      onClick={onClick}
    >
      {children}
    </button>
  ) : null
}
