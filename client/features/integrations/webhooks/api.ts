import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#contracts/api.ts'
import type { SentBodyOf } from '#contracts/route.ts'
import { callApi } from '../../../lib/api/call-api.ts'

const webhooksKey = ['webhooks'] as const
const deliveriesKey = (webhookId: string) => [...webhooksKey, webhookId, 'deliveries'] as const

export type WebhookDraft = SentBodyOf<Api['createWebhook']>

/** While something waits to be sent, what became of it is asked for. */
const refreshMs = 3_000

export function useWebhooks() {
  return useQuery({
    queryKey: webhooksKey,
    queryFn: ({ signal }) => callApi('listWebhooks', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.webhooks.some(({ waiting }) => waiting > 0) === true ? refreshMs : false,
  })
}

export function useDeliveries(webhookId: string) {
  return useQuery({
    queryKey: deliveriesKey(webhookId),
    queryFn: ({ signal }) => callApi('listDeliveries', { params: { webhookId }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.deliveries.some((delivery) => delivery.state === 'waiting') === true ? refreshMs : false,
  })
}

/** A change after which everything about webhooks is asked for anew. */
function useWebhookChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: webhooksKey }),
  })
}

export const useCreateWebhook = () =>
  useWebhookChange((body: WebhookDraft) => callApi('createWebhook', { body }))

export const useChangeWebhook = (webhookId: string) =>
  useWebhookChange((body: WebhookDraft) => callApi('changeWebhook', { params: { webhookId }, body }))

export const useRotateSecret = (webhookId: string) =>
  useWebhookChange((_: void) => callApi('rotateWebhookSecret', { params: { webhookId } }))

export const useSwitchWebhook = (webhookId: string) =>
  useWebhookChange((isEnabled: boolean) =>
    callApi(isEnabled ? 'enableWebhook' : 'disableWebhook', { params: { webhookId } }),
  )

export const useRemoveWebhook = (webhookId: string) =>
  useWebhookChange((_: void) => callApi('removeWebhook', { params: { webhookId } }))

export const useTestWebhook = (webhookId: string) =>
  useWebhookChange((_: void) => callApi('testWebhook', { params: { webhookId } }))

export const useReplayDelivery = (webhookId: string) =>
  useWebhookChange((deliveryId: string) => callApi('replayDelivery', { params: { webhookId, deliveryId } }))
