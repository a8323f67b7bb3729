import type { ImageParts } from '../image-parts.ts'

export const imageParts = async (): Promise<ImageParts> => ({
  context: ['gocache', 'prime'],
  shipped: [],
  versions: [],
})
