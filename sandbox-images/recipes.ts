import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContextPart } from './build-context.ts'

/** The images that boxes are started from. */
export type BoxImageName = 'go' | 'typescript' | 'prober'

/** The two more that only other images are built from. */
export type ImageName = BoxImageName | 'toolchain' | 'base'

export type ImageRecipe = {
  name: ImageName
  /** Folder of the Dockerfile, whose files are all part of the tag. */
  folder: string
  target?: string
  /** Images that the Dockerfile names as build arguments. */
  uses: { argument: string; image: ImageName }[]
  /** Large files that come along; their versions are part of the tag in place of their bytes. */
  shipped: ContextPart[]
  versions: string[]
}

const imagesFolder = import.meta.dirname
const nodeModules = join(imagesFolder, '..', 'node_modules')

/** In build order: an image comes after those it uses. */
export async function listRecipes(): Promise<ImageRecipe[]> {
  const nodeParts = [{ from: process.execPath, as: 'node' }]
  const nodeVersions = [`node ${requireNode24()} ${process.arch}`]
  const compiler = `@typescript/typescript-${process.platform}-${process.arch}`
  const packages = [compiler, '@types/node', 'undici-types']
  return [
    { name: 'toolchain', folder: 'go', target: 'toolchain', uses: [], shipped: [], versions: [process.arch] },
    {
      name: 'base',
      folder: 'base',
      uses: [{ argument: 'TOOLCHAIN', image: 'toolchain' }],
      shipped: [],
      versions: [],
    },
    {
      name: 'go',
      folder: 'go',
      uses: [{ argument: 'BASE', image: 'base' }],
      shipped: [],
      versions: [],
    },
    {
      name: 'typescript',
      folder: 'typescript',
      uses: [{ argument: 'BASE', image: 'base' }],
      shipped: [
        ...nodeParts,
        ...packages.map((name) => ({ from: join(nodeModules, name), as: `node_modules/${name}` })),
      ],
      versions: [...nodeVersions, ...(await Promise.all(packages.map(readVersion)))],
    },
    {
      name: 'prober',
      folder: 'prober',
      uses: [{ argument: 'BASE', image: 'base' }],
      shipped: nodeParts,
      versions: nodeVersions,
    },
  ]
}

/** What is hashed and sent of an image's folder; the prober's kit arrives with each run and is no part of its image. */
export function listContextParts(recipe: ImageRecipe): ContextPart[] {
  const names = {
    base: ['entry'],
    go: ['gocache', 'prime'],
    typescript: ['reporter.mjs', 'resolve.mjs'],
    prober: [],
    toolchain: ['gocache', 'prime'],
  }
  return ['Dockerfile', ...names[recipe.name]].map((name) => ({
    from: join(imagesFolder, recipe.folder, name),
    as: name,
  }))
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
