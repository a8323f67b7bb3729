import { shippedNode, type ImageParts } from '../image-parts.ts'

/** The prober's kit arrives with each run and is no part of its image. */
export const imageParts = async (): Promise<ImageParts> => ({ context: [], ...shippedNode() })
