namespace Counterpoise.Vision.Duplicates;

/// <summary>
/// Finds all pairs of hashes within a Hamming distance t: of t+1 bands of bits at least one must be equal, so that only images
/// that share a band are compared.
/// </summary>
/// <remarks>Reference: Norouzi, Punjani and Fleet, "Fast search in Hamming space with multi-index hashing", CVPR 2012.</remarks>
internal static class HashIndex
{
    public static IEnumerable<(int First, int Second, int Distance)> Pairs(ulong[] hashes, int threshold,
        CancellationToken cancellationToken)
    {
        var bands = threshold + 1;
        for (var band = 0; band < bands; band++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var buckets = new Dictionary<ulong, List<int>>();
            for (var i = 0; i < hashes.Length; i++)
            {
                var key = Band(hashes[i], band, bands);
                if (!buckets.TryGetValue(key, out var bucket))
                {
                    buckets[key] = bucket = [];
                }

                foreach (var other in bucket)
                {
                    var distance = PerceptualHash.Distance(hashes[i], hashes[other]);
                    if (distance <= threshold && FirstEqualBand(hashes[i] ^ hashes[other], bands) == band)
                    {
                        yield return (other, i, distance);
                    }
                }

                bucket.Add(i);
            }
        }
    }

    /// <summary>A pair is reported by the first band it shares and by no other.</summary>
    private static int FirstEqualBand(ulong difference, int bands)
    {
        var band = 0;
        while (Band(difference, band, bands) != 0)
        {
            band++;
        }

        return band;
    }

    private static ulong Band(ulong hash, int band, int bands)
    {
        var (start, end) = (64 * band / bands, 64 * (band + 1) / bands);
        return end - start == 64 ? hash : (hash >> start) & ((1UL << (end - start)) - 1);
    }
}
