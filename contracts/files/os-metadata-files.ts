/** What systems and package managers leave in a folder, which is nobody's work. */
const osMetadata = /(^|\/)(__MACOSX|node_modules)(\/|$)|(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/i

/** The part of a path that makes it a leftover, as it is named to its person; null where the path is somebody's work. */
export function osMetadataOf(path: string): string | null {
  const found = osMetadata.exec(path)
  if (found === null) return null
  return path.slice(0, found.index + found[0].length).replace(/\/$/, '')
}

export const isOsMetadata = (path: string) => osMetadataOf(path) !== null
