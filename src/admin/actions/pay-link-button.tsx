import { SquareTwoStack } from "@medusajs/icons"
import { Button, Copy, Drawer, Select, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import { LOCALE_NAMES, LOCALES } from "../../domain/locales"
import type { KpayPayLinkResponse } from "../../http-types"
import { CourierLink, QrCode } from "../counter/pay-link-parts"
import { DrawerHead } from "../components/drawer-head"
import { formatMoment } from "../format"
import { usePayLink } from "../mutations"
import { SendLinkButtons } from "../notifications/send-link-buttons"
import { sayRefusal } from "../refusal"
import { useTexts } from "../texts"
import { Field } from "../components/field"

/** Makes a link by which the shopper pays what the order owes, copies it, and offers ways to send it. */
export function PayLinkButton({ orderId }: { readonly orderId: string }) {
  const { t } = useTexts()
  const make = usePayLink()
  const [link, setLink] = useState<KpayPayLinkResponse | null>(null)
  const [isCopied, setIsCopied] = useState(false)
  const onClick = () => {
    make.mutate(orderId, {
      onSuccess: async (made) => {
        setLink(made)
        setIsCopied(await copy(made.url))
      },
      onError: (error) => {
        toast.error(t("pay_link_failed"), { description: sayRefusal(error, t) })
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
        {link && <PayLinkDrawer link={link} orderId={orderId} isCopied={isCopied} />}
      </Drawer>
    </>
  )
}

function PayLinkDrawer({
  link,
  orderId,
  isCopied,
}: {
  readonly link: KpayPayLinkResponse
  readonly orderId: string
  readonly isCopied: boolean
}) {
  const { t, language } = useTexts()
  const [locale, setLocale] = useState(link.locale)
  const [isSent, setIsSent] = useState(false)
  const text = link.texts[locale]
  return (
    <Drawer.Content data-kpay="pay-link">
      <DrawerHead>{t("pay_link")}</DrawerHead>
      <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
        <Drawer.Description>
          {t("pay_link_hint", {
            amount: formatRwf(link.amount),
            when: formatMoment(link.expires_at, language),
          })}{" "}
          {!isSent && t("pay_link_unsent")}
        </Drawer.Description>
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
        {/* Not a toast, which would cover the button that closes the drawer. */}
        {isCopied && (
          <Text role="status" size="small" className="text-ui-fg-subtle">
            {t("pay_link_copied")}
          </Text>
        )}
        <QrCode code={link.qr} label={t("pay_link_qr")} name="pay-link-qr" />
        <Field id="kpay-message-language" label={t("pay_link_language")}>
          <Select
            value={locale}
            onValueChange={(next) => {
              setLocale(LOCALES.find((one) => one === next) ?? locale)
            }}
          >
            <Select.Trigger id="kpay-message-language">
              <Select.Value />
            </Select.Trigger>
            <Select.Content>
              {LOCALES.map((one) => (
                <Select.Item key={one} value={one}>
                  {LOCALE_NAMES[one]}
                </Select.Item>
              ))}
            </Select.Content>
          </Select>
        </Field>
        <div className="flex flex-col gap-y-1">
          <Text size="small" weight="plus">
            {t("pay_link_message")}
          </Text>
          <div className="flex items-start gap-x-2">
            <Text size="small" className="min-w-0 break-words" lang={locale}>
              {text}
            </Text>
            <Copy content={text} asChild>
              <button type="button" aria-label={`${t("copy")}: ${t("pay_link_message")}`}>
                <SquareTwoStack className="text-ui-fg-subtle" />
              </button>
            </Copy>
          </div>
        </div>
        <SendLinkButtons
          orderId={orderId}
          locale={locale}
          onSent={() => {
            setIsSent(true)
          }}
        />
        <CourierLink url={link.courier_url} />
      </Drawer.Body>
      <Drawer.Footer>
        <Button size="small" variant="secondary" asChild>
          <a href={link.slip_url} target="_blank" rel="noreferrer">
            {t("slip_print")}
          </a>
        </Button>
        <Button size="small" variant="secondary" asChild>
          <a href={`sms:?body=${encodeURIComponent(text)}`}>{t("open_sms")}</a>
        </Button>
        <Button size="small" asChild>
          <a
            href={`https://wa.me/?text=${encodeURIComponent(text)}`}
            target="_blank"
            rel="noreferrer"
          >
            {t("open_whatsapp")}
          </a>
        </Button>
      </Drawer.Footer>
    </Drawer.Content>
  )
}

/** Browsers let a page copy over https only, and not always then. The drawer shows the link in any case. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
