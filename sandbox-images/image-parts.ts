import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContextPart } from './build-context.ts'

/** What an image is made of beside its Dockerfile. */
export interface ImageParts {
  /** Files and folders of the image's own folder that its Dockerfile copies. */
  context: string[]
  /** Large files that come along; their versions are part of the tag in place of their bytes. */
  shipped: ContextPart[]
  versions: string[]
}

/** The compiler has checked the function where it is written. */
export const hasImageParts = (module: unknown): module is { imageParts: () => Promise<ImageParts> } =>
  typeof module === 'object' && module !== null && 'imageParts' in module

const nodeModules = join(import.meta.dirname, '..', 'node_modules')

/** The Node that runs this, for images that need one. */
export const shippedNode = () => ({
  shipped: [{ from: process.execPath, as: 'node' }],
  versions: [`node ${requireNode24()} ${process.arch}`],
})

/** Packages of this checkout, under `node_modules/` in the image's context. */
export async function shippedPackages(names: readonly string[]) {
  return {
    shipped: names.map((name) => ({ from: join(nodeModules, name), as: `node_modules/${name}` })),
    versions: await Promise.all(names.map(readVersion)),
  }
}

async function readVersion(packageName: string): Promise<string> {
  const text = await readFile(join(nodeModules, packageName, 'package.json'), 'utf8').catch(
    (cause: unknown) => {
      throw new Error(`The package ${packageName} is not in node_modules: run npm ci.`, { cause })
    },
  )
  const version = /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? 'unknown'
  return `${packageName} ${version}`
}

function requireNode24(): string {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 24) throw new Error(`Sandbox images need Node 24 or newer, this is ${process.versions.node}.`)
  return process.versions.node
}
