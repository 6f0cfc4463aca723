using System.Globalization;
using Counterpoise.Vision.Duplicates;

namespace Counterpoise.Vision.Experiments;

/// <summary>
/// Pairs of images that are copies, or look like it, and lie on two sides of a split: what was learned or chosen on the one helps on the
/// other.
/// </summary>
/// <param name="Splits">The split.</param>
/// <param name="Pairs">The pairs, each with one image in the training, validation or test split and the other in another of the three. The
/// large test split counts as test.</param>
public sealed record SplitLeaks(ImageSplits Splits, IReadOnlyList<NearDuplicatePair> Pairs)
{
    private static readonly string[] s_names = ["training", "validation", "test"];

    /// <summary>Number of pairs that are copies byte by byte.</summary>
    public int Exact => Pairs.Count(pair => pair.IsExact);

    /// <summary>Finds the pairs that a split separates.</summary>
    /// <param name="splits">The split.</param>
    /// <param name="report">The pairs of its data set.</param>
    public static SplitLeaks Of(ImageSplits splits, NearDuplicateReport report)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(report);
        var sides = Sides(splits);
        return new(splits, [.. report.Pairs.Where(pair => sides[pair.First] >= 0 && sides[pair.Second] >= 0
            && sides[pair.First] != sides[pair.Second])]);
    }

    /// <summary>How many there are, between which splits, and the first of them, copies before others; null where there is none.</summary>
    public string? Describe()
    {
        if (Pairs.Count == 0)
        {
            return null;
        }

        var sides = Sides(Splits);
        string Name(int image) => $"{Splits.Dataset.Samples[image].Name} ({s_names[sides[image]]})";
        var between = Pairs.GroupBy(pair => (Low: Math.Min(sides[pair.First], sides[pair.Second]),
            High: Math.Max(sides[pair.First], sides[pair.Second]))).OrderBy(group => group.Key)
            .Select(group => string.Create(CultureInfo.InvariantCulture,
                $"{group.Count()} {s_names[group.Key.Low]}/{s_names[group.Key.High]}"));
        var first = Pairs.OrderByDescending(pair => pair.IsExact).First();
        var kind = NearDuplicateReport.AreOfOneKind(Pairs, sides.Count(side => side >= 0))
            ? "; so many are rather pictures of one kind than copies" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{Pairs.Count} pairs of images lie on two sides of the split ({string.Join(", ", between)}): {Exact} are copies, "
            + $"{Pairs.Count - Exact} look the same and may be; the first: {Name(first.First)} and {Name(first.Second)}{kind}");
    }

    private static int[] Sides(ImageSplits splits)
    {
        var sides = new int[splits.Dataset.Count];
        Array.Fill(sides, -1);
        foreach (var (images, side) in new[] { (splits.Train, 0), (splits.Validation, 1), (splits.Test, 2), (splits.LargeTest, 2) })
        {
            foreach (var image in images)
            {
                sides[image] = side;
            }
        }

        return sides;
    }
}
