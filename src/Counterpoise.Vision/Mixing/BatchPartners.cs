using Counterpoise.Randomness;
using Counterpoise.Vision.Loading;

namespace Counterpoise.Vision.Mixing;

/// <summary>Pairs the images of a batch by a random permutation.</summary>
internal static class BatchPartners
{
    public static int[] Draw(ImageBatch batch, IRandomSource random)
    {
        int[] partners = [.. Enumerable.Range(0, batch.Count)];
        random.Shuffle(partners.AsSpan());
        return partners;
    }

    public static long[] Labels(ImageBatch batch, int[] partners) => Array.ConvertAll(partners, partner => batch.Labels[partner]);
}
