import type { Locale } from "../../src/domain/locales"
import type { Cart, Order, Product } from "./store"

type Line = NonNullable<(Cart | Order)["items"]>[number]

interface ProductTexts {
  readonly title: string
  readonly description: string
}

/** The seeded products in the shop's other languages, by their handles. Medusa has their English. */
const PRODUCTS: Readonly<Record<string, Readonly<Record<Exclude<Locale, "en">, ProductTexts>>>> = {
  "coffee-from-huye-250-g": {
    fr: {
      title: "Café de Huye, 250 g",
      description: "Grains Bourbon, lavés et séchés au soleil, des collines de Huye.",
    },
    rw: {
      title: "Ikawa y'i Huye, 250 g",
      description: "Ikawa ya Bourbon yogejwe, yumishijwe ku zuba, yo mu misozi y'i Huye.",
    },
  },
  "tea-from-nyungwe-100-g": {
    fr: {
      title: "Thé de Nyungwe, 100 g",
      description: "Thé noir cueilli au bord de la forêt de Nyungwe.",
    },
    rw: {
      title: "Icyayi cya Nyungwe, 100 g",
      description: "Icyayi cy'umukara gisoromwa iruhande rw'ishyamba rya Nyungwe.",
    },
  },
  "agaseke-basket": {
    fr: {
      title: "Panier agaseke",
      description: "Un panier de la paix, tressé à la main en sisal et en herbes odorantes.",
    },
    rw: {
      title: "Agaseke k'amahoro",
      description: "Agaseke kaboshywe n'intoki mu migwegwe no mu byatsi bihumura.",
    },
  },
  "imigongo-wall-nine-panels": {
    fr: {
      title: "Mur d'imigongo, neuf panneaux",
      description: "Neuf panneaux de l'art géométrique de Kirehe, pour un mur entier.",
    },
    rw: {
      title: "Urukuta rw'imigongo, ibice icyenda",
      description: "Ibice icyenda by'ubugeni bw'imigongo bw'i Kirehe, bikwiye urukuta rwose.",
    },
  },
}

/** What a product is called in a language; as Medusa has it where the shop has no other texts. */
export function toProductTexts(
  { handle, title, description }: Product,
  locale: Locale
): ProductTexts {
  return findTexts(handle, locale) ?? { title, description: description ?? "" }
}

/** What the product of a line is called in a language. */
export function toProductTitle({ product_handle, product_title }: Line, locale: Locale): string {
  return findTexts(product_handle, locale)?.title ?? product_title ?? ""
}

function findTexts(handle: string | null | undefined, locale: Locale): ProductTexts | undefined {
  return locale === "en" ? undefined : PRODUCTS[handle ?? ""]?.[locale]
}
