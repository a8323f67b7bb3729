import { shippedNode, shippedPackages, type ImageParts } from '../image-parts.ts'

const compiler = `@typescript/typescript-${process.platform}-${process.arch}`

export async function imageParts(): Promise<ImageParts> {
  const node = shippedNode()
  const packages = await shippedPackages([compiler, '@types/node', 'undici-types'])
  return {
    context: ['reporter.mjs', 'resolve.mjs'],
    shipped: [...node.shipped, ...packages.shipped],
    versions: [...node.versions, ...packages.versions],
  }
}
