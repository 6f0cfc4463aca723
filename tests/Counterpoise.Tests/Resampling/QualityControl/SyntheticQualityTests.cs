using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Tests.Resampling;

public class SyntheticQualityTests
{
    // Class 1 at 0, 1 and 2 on a line, class 0 far to the right.
    private static readonly DenseMatrix X = DenseMatrix.FromRows([0], [1], [2], [10], [11], [12], [13], [14]);
    private static readonly int[] Y = [1, 1, 1, 0, 0, 0, 0, 0];

    [Fact]
    public void The_report_is_what_a_count_by_hand_gives()
    {
        var features = DenseMatrix.FromRows([.. X.Data.Select(v => new[] { v }), [0.5], [2]]);
        RowProvenance[] provenance = [.. Enumerable.Range(0, 8).Select(i => new RowProvenance(RowKind.Original, i)),
            new(RowKind.Synthetic, 0, 1, 0.5), new(RowKind.Duplicate, 2)];
        var report = Assert.Single(SyntheticQuality.Of(X, Y, new ResampleResult(features, [.. Y, 1, 1], provenance), k: 4));
        Assert.Equal((1, 2, 0.5, 0.5), (report.Label, report.AddedRows, report.DuplicateShare, report.CoincidentShare));
        // Of the four nearest three are of the class, from everywhere on its side; without itself a row has two.
        Assert.Equal(0.75, report.Purity);
        Assert.Equal(0.5, report.OriginalPurity);
        // Nearest distances 0.5 and 0 against 1, 1, 1.
        Assert.Equal(0.25, report.DensityRatio);
    }

    [Fact]
    public void Rows_between_two_parts_of_a_class_land_on_the_majority_that_hides_there()
    {
        var random = new RandomStream(2);
        var x = new DenseMatrix(220, 2);
        var y = new int[220];
        for (var i = 0; i < 220; i++)
        {
            // The majority stands between two far groups of three rows, so that every line from group to group crosses it.
            y[i] = i < 6 ? 1 : 0;
            x[i, 0] = (i < 3 ? -10 : i < 6 ? 10 : 0) + (0.5 * random.NextNormal());
            x[i, 1] = 0.5 * random.NextNormal();
        }

        var crossing = SyntheticQuality.HideMajority(new Smote(new() { K = 5 }), x, y, new RandomStream(3));
        var within = SyntheticQuality.HideMajority(new Smote(new() { K = 2 }), x, y, new RandomStream(3));
        Assert.Equal(107, crossing.HiddenRows);
        Assert.Equal(101, crossing.SyntheticRows);
        Assert.InRange(crossing.LandedShare, 0.1, 0.6);
        Assert.Equal(0, within.Landed);
        Assert.Equal(0, within.OriginalLanded);
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticQuality.HideMajority(new Smote(), x, y, new RandomStream(3), 1));
    }
}
