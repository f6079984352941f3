import { Link, type LinkProps } from "react-router-dom"

/** A link within the dashboard. It is underlined because the contrast of the dashboard's blue is too low. */
export function PageLink(props: Omit<LinkProps, "className">) {
  return (
    <Link
      className="text-ui-fg-base decoration-ui-fg-muted hover:decoration-ui-fg-base whitespace-nowrap underline underline-offset-4"
      {...props}
    />
  )
}
