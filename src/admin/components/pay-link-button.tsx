import { SquareTwoStack } from "@medusajs/icons"
import { Button, Copy, Drawer, Label, Select, Text, Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import type { KpayPayLinkResponse } from "../../http-types"
import { toFrancs, toKigaliMoment } from "../format"
import { usePayLink } from "../queries"
import { useTexts } from "../texts"
import { DrawerHead } from "./drawer-head"

const LANGUAGES = { rw: "Ikinyarwanda", fr: "Français", en: "English" } as const

type Language = keyof typeof LANGUAGES

/** Makes a link by which the shopper pays what the order lacks, copies it, and offers ways to send it. */
export function PayLinkButton({ orderId }: { readonly orderId: string }) {
  const { t } = useTexts()
  const make = usePayLink()
  const [link, setLink] = useState<KpayPayLinkResponse | null>(null)
  const onClick = () => {
    make.mutate(orderId, {
      onSuccess: async (made) => {
        setLink(made)
        if (await copy(made.url)) toast.success(t("pay_link_copied"))
      },
      onError: ({ message }) => {
        toast.error(t("pay_link_failed"), { description: message })
      },
    })
  }
  return (
    <>
      <Button size="small" variant="secondary" isLoading={make.isPending} onClick={onClick}>
        {t("pay_link")}
      </Button>
      <Drawer
        open={link !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) setLink(null)
        }}
      >
        {link && <PayLinkDrawer link={link} />}
      </Drawer>
    </>
  )
}

function PayLinkDrawer({ link }: { readonly link: KpayPayLinkResponse }) {
  const { t, language } = useTexts()
  const [spoken, setSpoken] = useState<Language>(link.locale)
  const text = link.texts[spoken]
  const about = {
    amount: toFrancs(link.amount),
    when: toKigaliMoment(link.expires_at, language),
  }
  return (
    <Drawer.Content data-kpay="pay-link">
      <DrawerHead>{t("pay_link")}</DrawerHead>
      <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
        <Drawer.Description>{t("pay_link_hint", about)}</Drawer.Description>
        <div className="flex items-start gap-x-2">
          <Text size="small" className="min-w-0 break-all" data-kpay="pay-link-url">
            {link.url}
          </Text>
          <Copy content={link.url} asChild>
            <button type="button" aria-label={`${t("copy")}: ${t("pay_link")}`}>
              <SquareTwoStack className="text-ui-fg-subtle" />
            </button>
          </Copy>
        </div>
        <div className="flex flex-col gap-y-1">
          <Label htmlFor="kpay-spoken" size="small" weight="plus">
            {t("pay_link_language")}
          </Label>
          <Select
            value={spoken}
            onValueChange={(value) => {
              setSpoken(value as Language)
            }}
          >
            <Select.Trigger id="kpay-spoken">
              <Select.Value />
            </Select.Trigger>
            <Select.Content>
              {Object.entries(LANGUAGES).map(([id, name]) => (
                <Select.Item key={id} value={id}>
                  {name}
                </Select.Item>
              ))}
            </Select.Content>
          </Select>
        </div>
        <div className="flex flex-col gap-y-1">
          <Label htmlFor="kpay-message" size="small" weight="plus">
            {t("pay_link_message")}
          </Label>
          <Textarea id="kpay-message" readOnly rows={5} value={text} lang={spoken} />
        </div>
      </Drawer.Body>
      <Drawer.Footer>
        <Button size="small" variant="secondary" asChild>
          <a href={`sms:?body=${encodeURIComponent(text)}`}>SMS</a>
        </Button>
        <Button size="small" asChild>
          <a
            href={`https://wa.me/?text=${encodeURIComponent(text)}`}
            target="_blank"
            rel="noreferrer"
          >
            WhatsApp
          </a>
        </Button>
      </Drawer.Footer>
    </Drawer.Content>
  )
}

/** Browsers let a page copy over https only, and not always then; the drawer shows the link anyway. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
