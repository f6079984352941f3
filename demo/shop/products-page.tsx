import { useState } from "react"
import { formatAmount } from "../../src/storefront"
import type { PageProps } from "./app"
import { Showing, useLoaded } from "./loaded"
import { toProductTexts } from "./products"
import { addToCart, listProducts, type Product } from "./store"

/** The list of products. */
export function ProductsPage({ t, locale, go }: PageProps) {
  const products = useLoaded(listProducts)
  return (
    <>
      <h1>{t.tagline}</h1>
      <Showing loaded={products} t={t}>
        {(list) => (
          <ul className="products">
            {list.map((product) => (
              <ProductCard
                key={product.id}
                product={product}
                t={t}
                locale={locale}
                onAdded={() => {
                  go("/cart")
                }}
              />
            ))}
          </ul>
        )}
      </Showing>
    </>
  )
}

function ProductCard({
  product,
  t,
  locale,
  onAdded,
}: Pick<PageProps, "t" | "locale"> & { readonly product: Product; readonly onAdded: () => void }) {
  const [isBusy, setIsBusy] = useState(false)
  const [isFaulty, setIsFaulty] = useState(false)
  const { title, description } = toProductTexts(product, locale)
  const variant = product.variants?.[0]
  const onAdd = (): void => {
    setIsBusy(true)
    setIsFaulty(false)
    addToCart(variant?.id ?? "").then(onAdded, () => {
      setIsBusy(false)
      setIsFaulty(true)
    })
  }
  return (
    <li>
      <h2>{title}</h2>
      <p>{description}</p>
      <p className="price">{formatAmount(variant?.calculated_price?.calculated_amount ?? 0)}</p>
      <button type="button" disabled={isBusy} onClick={onAdd}>
        {t.add}
        <span className="unseen">: {title}</span>
      </button>
      {isFaulty && <p role="alert">{t.fault}</p>}
    </li>
  )
}
