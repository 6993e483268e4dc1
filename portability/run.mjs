// Prints the digests of the module in WebAssembly that is named, one a line.
import { readFile } from "node:fs/promises";

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {});
const { digests, digest_high, digest_low } = instance.exports;
const half = (number) => (number >>> 0).toString(16).padStart(8, "0");
for (let number = 0; number < digests(); number += 1) {
  console.log(half(digest_high(number)) + half(digest_low(number)));
}
