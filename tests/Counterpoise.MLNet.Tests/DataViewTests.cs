using Counterpoise.MLNet;
using Counterpoise.Pipelines;
using Counterpoise.Resampling;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterpoise.Tests.MLNet;

public class DataViewTests
{
    private static readonly MLContext Context = new(seed: 1);

    [Fact]
    public void Every_sampler_balances_a_view_of_vectors_and_carries_other_columns_along()
    {
        var data = View(60, 20);
        foreach (var sampler in new IResampler[] { new Smote(), new RandomOverSampler(), new RandomUnderSampler(), new TomekLinks(),
            new SmoteEnn() })
        {
            var resampled = Context.Data.Resample(data, sampler, "Label", ["Features"], seed: 3);
            var rows = Context.Data.CreateEnumerable<Row>(resampled, reuseRowObject: false).ToArray();
            var origins = resampled.GetColumn<string>(RowOrigin.Kind).ToArray();
            var sources = resampled.GetColumn<long>(RowOrigin.Source).ToArray();
            for (var i = 0; i < rows.Length; i++)
            {
                Assert.Equal($"name {sources[i]}", rows[i].Name);
                Assert.Equal(sources[i] >= 60, rows[i].Label);
                Assert.Contains(origins[i], new[] { "original", "duplicate", "synthetic" });
            }

            if (sampler is not (TomekLinks or SmoteEnn))
            {
                Assert.Equal(rows.Count(r => r.Label), rows.Count(r => !r.Label));
            }
        }
    }

    [Fact]
    public void Synthetic_vectors_lie_between_rows_of_their_class_and_originals_stay_bit_for_bit()
    {
        var data = View(40, 10);
        var before = Context.Data.CreateEnumerable<Row>(data, false).ToArray();
        var after = Context.Data.CreateEnumerable<Row>(Context.Data.Resample(data, new Smote(), "Label", ["Features"], 1), false).ToArray();
        Assert.Equal(80, after.Length);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(before[i].Features, after[i].Features);
        }

        Assert.All(after[50..], r => Assert.InRange(r.Features[0], before[40..].Min(b => b.Features[0]),
            before[40..].Max(b => b.Features[0])));
    }

    [Fact]
    public void Keys_texts_and_booleans_count_as_categories_and_need_a_sampler_that_takes_them()
    {
        var data = Context.Transforms.Conversion.MapValueToKey("Key", "Name").Fit(Mixed(60, 20)).Transform(Mixed(60, 20));
        string[] columns = ["Number", "Name", "Flag", "Key"];
        var rows = Context.Data.CreateEnumerable<MixedRow>(Context.Data.Resample(data, new SmoteNc(), "Label", columns, 1), false)
            .ToArray();
        Assert.Equal(120, rows.Length);
        Assert.All(rows, r => Assert.Contains(r.Name, new[] { "a", "b", "c" }));
        Assert.Equal(3, rows.Select(r => r.Name).Distinct().Count());
        Assert.Equal(100, Context.Data.CreateEnumerable<MixedRow>(
            Context.Data.Resample(data, new RandomOverSampler(
            new() { Strategy = SamplingStrategy.Counts(new Dictionary<int, int> { [1] = 40 }) }), "Label", columns, 1), false).Count());
        Assert.Contains("3 of 4 columns of features are categories",
            Assert.Throws<ArgumentException>(() => Context.Data.Resample(data, new Smote(), "Label", columns)).Message);
        Assert.Contains("'Nothing'; the columns are", Assert.Throws<ArgumentException>(() =>
            Context.Data.Resample(data, new Smote(), "Label", ["Nothing"])).Message);
    }

    [Fact]
    public void Resampled_rows_can_be_neither_split_nor_resampled_again_nor_evaluated_on()
    {
        var resampled = Context.Data.Resample(View(60, 20), new Smote(), "Label", ["Features"]);
        var model = Context.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(resampled);
        Assert.Contains("too good", Assert.Throws<LeakageException>(() => ScoredRows.Read(model.Transform(resampled), "Label")).Message);
        Assert.Contains("split first", Assert.Throws<InvalidOperationException>(() => Context.Data.StratifiedSplit(resampled, "Label"))
            .Message);
        Assert.Throws<InvalidOperationException>(() => Context.Data.Resample(resampled, new Smote(), "Label", ["Features"]));
    }

    [Fact]
    public void Splits_and_folds_keep_the_shares_and_groups_together()
    {
        var data = View(90, 30);
        var split = Context.Data.StratifiedSplit(data, "Label", testShare: .2, validationShare: .2, seed: 5);
        int Rare(IDataView view) => view.GetColumn<bool>("Label").Count(l => l);
        Assert.Equal((18, 6, 6), (Rare(split.Training), Rare(split.Test), Rare(split.Validation!)));
        var folds = Context.Data.StratifiedFolds(data, "Label", 5, seed: 2);
        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"name {i}").Order(),
            folds.SelectMany(f => f.Test.GetColumn<string>("Name")).Order());
        Assert.All(folds, f => Assert.Equal(6, Rare(f.Test)));
        foreach (var fold in Context.Data.StratifiedFolds(data, "Label", 3, groupColumn: "Group"))
        {
            Assert.Empty(fold.Training.GetColumn<string>("Group").Intersect(fold.Test.GetColumn<string>("Group")));
        }

        var grouped = Context.Data.StratifiedSplit(data, "Label", groupColumn: "Group");
        Assert.Empty(grouped.Training.GetColumn<string>("Group").Intersect(grouped.Test.GetColumn<string>("Group")));
    }

    [Fact]
    public void Weights_balance_the_classes_with_a_mean_of_one_and_trainers_take_them()
    {
        var data = View(90, 30);
        foreach (var weighting in Enum.GetValues<ClassWeighting>())
        {
            var weighed = Context.Data.WithClassWeights(data, "Label", weighting);
            var (weights, labels) = (weighed.GetColumn<float>("Weight").ToArray(), weighed.GetColumn<bool>("Label").ToArray());
            Assert.Equal(1, weights.Average(), 1e-4);
            Assert.True(weights[119] > weights[0]);
            if (weighting == ClassWeighting.Balanced)
            {
                Assert.Equal(weights.Where((_, i) => labels[i]).Sum(), weights.Where((_, i) => !labels[i]).Sum(), 1e-2);
            }

            Context.BinaryClassification.Trainers.LbfgsLogisticRegression(exampleWeightColumnName: "Weight").Fit(weighed);
            Assert.Throws<ArgumentException>(() => Context.Data.WithClassWeights(weighed, "Label"));
        }
    }

    internal static IDataView View(int common, int rare)
    {
        var random = new Random(7);
        var rows = Enumerable.Range(0, common + rare).Select(i => new Row
        {
            Features = [(float)(random.NextDouble() + (i >= common ? 1.2 : 0)), (float)random.NextDouble(), i], Label = i >= common,
                Name = $"name {i}", Group = $"g{i % 12}",
        }).ToArray();
        return Context.Data.LoadFromEnumerable(rows);
    }

    private static IDataView Mixed(int common, int rare)
    {
        var random = new Random(7);
        return Context.Data.LoadFromEnumerable(Enumerable.Range(0, common + rare).Select(i => new MixedRow
        {
            Number = (float)random.NextDouble(), Name = i % 3 == 0 ? "a" : i % 3 == 1 ? "b" : "c", Flag = i % 2 == 0, Label = i >= common,
        }).ToArray());
    }

    internal sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }

        public string Name { get; set; } = "";

        public string Group { get; set; } = "";
    }

    private sealed class MixedRow
    {
        public float Number { get; set; }

        public string Name { get; set; } = "";

        public bool Flag { get; set; }

        public bool Label { get; set; }
    }
}
