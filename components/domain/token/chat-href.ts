/** The address of a chat program with a key and this site's address put in, each as a part of an address should be. */
export function chatHref(url: string, values: { key: string; address: string }): string {
  return url
    .replaceAll("{key}", encodeURIComponent(values.key))
    .replaceAll("{address}", encodeURIComponent(values.address));
}
