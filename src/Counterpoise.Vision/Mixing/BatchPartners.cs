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

    /// <summary>The number of views to mix.</summary>
    public static int Views(ImageBatch batch, int? asked) => asked is null or >= 1 && !(asked > batch.Views)
        ? asked ?? batch.Views
        : throw new ArgumentOutOfRangeException(nameof(asked), asked,
            $"the batch has {batch.Views} views; expected 1 to that many to be mixed");

    public static long[] Labels(ImageBatch batch, int[] partners) => Array.ConvertAll(partners, partner => batch.Labels[partner]);
}
