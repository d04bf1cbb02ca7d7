/** Exponent of how activity falls from rank to rank; 0.99 is that of YCSB (Cooper et al., SoCC 2010). */
const EXPONENT = 0.99

/** Shares out a total over ranks by Zipf's law, none above `max`; the shares sum up to it if they can. */
export function zipfShares(ranks: number, total: number, max: number): Uint32Array {
  const shares = new Uint32Array(ranks)
  const weights = Float64Array.from(shares, (_, rank) => 1 / (rank + 1) ** EXPONENT)
  const share = (rank: number, scale: number) => Math.min(max, Math.floor(scale * (weights[rank] as number)))
  let low = 0
  let high = total * ranks + 1
  // The largest scale that gives out no more than there is.
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    let sum = 0
    for (let rank = 0; rank < ranks && sum <= total; rank++) sum += share(rank, middle)
    if (sum <= total) low = middle
    else high = middle
  }
  let left = total
  for (let rank = 0; rank < ranks; rank++) {
    shares[rank] = share(rank, low)
    left -= shares[rank] as number
  }
  for (let rank = 0; left > 0 && rank < ranks; rank++) {
    if ((shares[rank] as number) >= max) continue
    shares[rank] = (shares[rank] as number) + 1
    left--
  }
  return shares
}
