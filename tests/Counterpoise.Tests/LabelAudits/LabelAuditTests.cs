using Counterpoise.LabelAudits;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Tests.LabelAudits;

public class LabelAuditTests
{
    private static readonly LabelAuditOptions Fast = new() { Scout = new() { HiddenUnits = [8], Epochs = 12, LearningRate = 0.01 },
        Folds = 3, Ranking = AuditRanking.MeanRank };

    [Fact]
    public void Mislabelled_rows_of_a_separable_class_fill_the_head_of_the_queue_with_reasons()
    {
        var (x, y) = Blobs(400, 100, 6);
        int[] flipped = [.. Enumerable.Range(0, 12).Select(i => 400 + (8 * i))];
        foreach (var row in flipped) y[row] = 0;
        var report = LabelAudit.Run(x, y, 2, options: Fast);
        Assert.Equal((0, 412, 88), (report.AuditedClass, report.AuditedRows, report.OtherRows));
        Assert.InRange(report.Queue.Take(12).Count(s => flipped.Contains(s.Row)), 11, 12);
        Assert.All(report.Queue.Take(10), s =>
        {
            Assert.True(s.Reasons.HasFlag(SuspectReasons.AmongOthers | SuspectReasons.LowMargin));
            Assert.Equal((0, 1), (s.Label, y[s.NearestOther]));
        });
        Assert.Contains(report.Queue, s => s.Reasons.HasFlag(SuspectReasons.ConfidentOfOther) && s.LikelyLabel == 1);
        Assert.InRange(report.Evidence!.ProbeAuroc, 0.95, 1);
        Assert.InRange(report.Evidence.MostRows, 8, 60);
        Assert.InRange(report.NamedForDropping.Intersect(flipped).Count(), 3, 12);
        Assert.InRange(report.NoiseByClass[0], 0.005, 0.1);
    }

    [Fact]
    public void A_clean_class_gives_no_evidence_and_no_more_drops_than_a_fiftieth()
    {
        var (x, y) = Blobs(400, 60, 5);
        var report = LabelAudit.Run(x, y, 2, options: Fast);
        Assert.Equal(LabelNoiseVerdict.NoEvidence, report.Verdict);
        Assert.Equal(0, report.Evidence!.FewestRows);
        Assert.InRange(report.NamedForDropping.Length, 0, 8);
    }

    [Fact]
    public void Classes_that_cannot_be_told_apart_are_left_alone()
    {
        var (x, y) = Blobs(300, 40, 0);
        var report = LabelAudit.Run(x, y, 2, options: Fast with { Scout = Fast.Scout with { Epochs = 5 } });
        Assert.Equal(LabelNoiseVerdict.NotSeparable, report.Verdict);
        Assert.Empty(report.NamedForDropping);
        Assert.Equal(15, report.Queue.Count);
    }

    [Fact]
    public void Three_rows_of_the_rare_class_give_a_queue_without_probes()
    {
        var (x, y) = Blobs(60, 3, 5);
        var report = LabelAudit.Run(x, y, 2, options: Fast);
        Assert.Equal((LabelNoiseVerdict.TooFewRows, 0), (report.Verdict, report.ProbeCount));
        Assert.True(double.IsNaN(report.Threshold));
        Assert.Empty(report.NamedForDropping);
        Assert.Equal(10, report.Queue.Count);
        Assert.All(report.Queue, s => Assert.True(double.IsNaN(s.ExpectedShare.AtMost)));
    }

    [Fact]
    public void Features_that_say_nothing_drop_nothing()
    {
        var y = Enumerable.Range(0, 60).Select(i => i < 50 ? 0 : 1).ToArray();
        var report = LabelAudit.Run(new DenseMatrix(60, 2), y, 2, options: Fast);
        Assert.Empty(report.NamedForDropping);
    }

    [Fact]
    public void Equal_seeds_give_equal_queues_and_a_table_keeps_its_ids_and_groups()
    {
        var (x, y) = Blobs(120, 24, 4);
        var table = Table.FromMatrix(x).With(new Labels("y", ["common", "rare"], y))
            .WithRowIds([.. Enumerable.Range(0, 144).Select(i => 1000L + i)]);
        var (first, again) = (LabelAudit.Run(table, Fast), LabelAudit.Run(table, Fast));
        Assert.Equal(first.Queue, again.Queue);
        Assert.All(first.Queue, s => Assert.Equal(1000 + s.Row, s.RowId));
        var groups = new CategoricalColumn("g", [.. Enumerable.Range(0, 36).Select(g => $"g{g}")],
            [.. Enumerable.Range(0, 144).Select(i => i / 4)]);
        var grouped = LabelAudit.Run(table.With([.. table.Columns, groups]).WithGroups("g"), Fast);
        Assert.Equal(first.Queue.Count, grouped.Queue.Count);
    }

    [Fact]
    public void One_class_a_wrong_class_and_wrong_options_are_refused_in_words()
    {
        var (x, y) = Blobs(20, 5, 1);
        Assert.Contains("of one class", Assert.Throws<ArgumentException>(() => LabelAudit.Run(x, new int[25], 2)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LabelAudit.Run(x, y, 2, options: new() { AuditedClass = 2 }));
        var fault = Assert.Throws<InvalidOptionsException>(() =>
            new LabelAuditOptions { Alpha = 0, Rounds = 0, WarmUpEpochs = 30, QueueShare = double.NaN }.Validate());
        Assert.Equal(4, fault.Faults.Count);
        x[3, 1] = double.NaN;
        Assert.Contains("row 3, column 1", Assert.ThrowsAny<ArgumentException>(() => LabelAudit.Run(x, y, 2)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_finds_what_it_mislabelled_and_counts_a_random_queue_at_the_base_rate()
    {
        var (x, y) = Blobs(300, 60, 5);
        var table = Table.FromMatrix(x).With(new Labels("y", ["common", "rare"], y));
        var runs = LabelNoiseStudy.Run(table, new LabelNoiseStudyOptions { FlippedShares = [0, 0.2], Seeds = [1, 2], Audit = Fast,
            FlippedBack = 0.01 });
        Assert.Equal([0, 0, 12, 12], runs.Select(r => r.Flipped));
        foreach (var run in runs.Where(r => r.Flipped > 0))
        {
            Assert.Equal(Enum.GetValues<AuditRanking>(), run.Scores.Select(s => s.Ranking).Order());
            Assert.InRange(run.Scores.Single(s => s.Ranking == AuditRanking.MeanRank).RecallAtFlipped, 0.6, 1);
            Assert.InRange(run.Scores.Single(s => s.Ranking == AuditRanking.Random).AveragePrecision, 0, 0.4);
            Assert.InRange(run.DroppedMislabelled, 1, run.Dropped);
            Assert.Equal(12 / 309.0, run.BaseRate, 1e-12);
        }
    }

    /// <summary>Common rows around 0 and rare ones at a distance, in two dimensions.</summary>
    private static (DenseMatrix X, int[] Y) Blobs(int common, int rare, double distance)
    {
        var random = new RandomStream(5, "blobs");
        var x = new DenseMatrix(common + rare, 2);
        for (var i = 0; i < x.Rows; i++) (x[i, 0], x[i, 1]) = (random.NextNormal() + (i < common ? 0 : distance), random.NextNormal());
        return (x, [.. Enumerable.Range(0, x.Rows).Select(i => i < common ? 0 : 1)]);
    }
}
