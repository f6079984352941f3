import { Button, Drawer, Text } from "@medusajs/ui"
import { useState } from "react"
import { DrawerHead } from "../components/drawer-head"
import { LoadState } from "../components/load-state"
import { formatMoment } from "../format"
import { useDoorLinks } from "../queries"
import { useTexts } from "../texts"
import { CourierLink, QrCode } from "./pay-link-parts"

/** Opens the addresses of the courier's page and the slip, for an order that has no pay link to make. */
export function DoorLinksButton({ orderId }: { readonly orderId: string }) {
  const { t } = useTexts()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        onClick={() => {
          setIsOpen(true)
        }}
      >
        {t("courier_link")}
      </Button>
      <Drawer open={isOpen} onOpenChange={setIsOpen}>
        {isOpen && <DoorLinks orderId={orderId} />}
      </Drawer>
    </>
  )
}

function DoorLinks({ orderId }: { readonly orderId: string }) {
  const { t, language } = useTexts()
  const { data, error, refetch } = useDoorLinks(orderId)
  return (
    <Drawer.Content data-kpay="door-links" aria-describedby={undefined}>
      <DrawerHead>{t("door_links")}</DrawerHead>
      {data ? (
        <>
          <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
            <CourierLink url={data.courier_url} />
            <QrCode code={data.courier_qr} label={t("courier_link_qr")} name="courier-qr" />
            <Text size="small" className="text-ui-fg-subtle">
              {t("door_links_until", { when: formatMoment(data.expires_at, language) })}
            </Text>
          </Drawer.Body>
          <Drawer.Footer>
            <Button size="small" variant="secondary" asChild>
              <a href={data.slip_url} target="_blank" rel="noreferrer">
                {t("slip_print")}
              </a>
            </Button>
          </Drawer.Footer>
        </>
      ) : (
        <LoadState error={error} onRetry={() => void refetch()} />
      )}
    </Drawer.Content>
  )
}
