import { Link, type LinkProps } from "react-router-dom"

/** A link within the dashboard, told by its line: the dashboard's blue is too pale to be read by everybody. */
export function PageLink(props: Omit<LinkProps, "className">) {
  return (
    <Link
      className="text-ui-fg-base decoration-ui-fg-muted hover:decoration-ui-fg-base whitespace-nowrap underline underline-offset-4"
      {...props}
    />
  )
}
