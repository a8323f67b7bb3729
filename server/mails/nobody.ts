/** By RFC 2606 no host has a name that ends so: an address in it stands for somebody who can no longer be written to. */
export const nobodyDomain = 'anonymous.invalid'

export const isNobody = (address: string): boolean => address.endsWith(`@${nobodyDomain}`)
