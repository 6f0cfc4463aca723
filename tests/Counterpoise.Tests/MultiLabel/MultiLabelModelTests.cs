using Counterpoise.Calibration;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.MultiLabel;
using Counterpoise.Randomness;
using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Tests.MultiLabel;

public sealed class MultiLabelModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_that_was_saved_predicts_the_same_and_each_label_is_its_own_model()
    {
        var (features, labels) = Data();
        using var model = Train(features, labels);
        var path = _folder.File("m.cpm");
        model.Save(path);
        Assert.True(MultiLabelModel.Is(path));
        Assert.False(TableModel.Is(path));
        using var loaded = MultiLabelModel.Load(path);
        var p = model.PredictProbabilities(features);
        Assert.Equal(p, loaded.PredictProbabilities(features));
        Assert.Equal(model.Thresholds, loaded.Thresholds);
        Assert.Equal(["often", "seldom"], loaded.Labels);
        Assert.Equal(["tags", "|"], [.. loaded.Targets, loaded.Separator]);

        // The second label's column is what a model of that label alone says, under its own threshold.
        using var alone = TableModelTraining.Run(features.With(new Labels("seldom", ["no", "yes"], labels.Codes(1))),
            Options with { PositiveClass = 1 });
        var own = alone.PredictProbabilities(features);
        Assert.Equal(Enumerable.Range(0, features.RowCount).Select(i => own[(2 * i) + 1]),
            Enumerable.Range(0, features.RowCount).Select(i => p[(2 * i) + 1]));
        Assert.Equal(alone.Card.Decision!.Threshold, model.Thresholds[1]);
    }

    [Fact]
    public void Files_of_another_kind_and_damaged_ones_are_refused()
    {
        var (features, labels) = Data();
        var path = _folder.File("m.cpm");
        using (var model = Train(features, labels)) model.Save(path);
        Assert.Contains("several labels", Assert.Throws<InvalidDataException>(() => TableModel.Load(path)).Message);
        using (var one = TableModelTraining.Run(features.With(new Labels("often", ["no", "yes"], labels.Codes(0))), Options))
            one.Save(_folder.File("one.cpm"));
        Assert.Contains("several labels", Assert.Throws<InvalidDataException>(() => MultiLabelModel.Load(_folder.File("one.cpm"))).Message);
        var bytes = File.ReadAllBytes(path);
        for (var cut = 40; cut < bytes.Length; cut += bytes.Length / 7)
        {
            File.WriteAllBytes(path, bytes[..cut]);
            Assert.Throws<InvalidDataException>(() => MultiLabelModel.Load(path));
        }
    }

    [Fact]
    public void A_label_that_every_row_has_is_named()
    {
        var (features, labels) = Data();
        var all = new LabelSet(["always", "often"], [.. Enumerable.Range(0, labels.Rows).SelectMany(i => new[] { true, labels[i, 0] })]);
        Assert.Contains("every training row has the label 'always'", Assert.Throws<ArgumentException>(() => Train(features, all)).Message);
    }

    [Fact]
    public void Intervals_hold_the_value_and_narrow_with_the_confidence()
    {
        var (features, labels) = Data();
        using var model = Train(features, labels);
        var scores = model.PredictProbabilities(features);
        var wide = MultiLabelEvaluation.Of(labels, scores, model.Thresholds, 200, 0.99);
        var narrow = MultiLabelEvaluation.Of(labels, scores, model.Thresholds, 200, 0.5);
        Assert.Equal(MultiLabelMetrics.Of(labels, scores, model.Thresholds).MacroF1, wide.Metrics.MacroF1);
        Assert.InRange(wide.Metrics.MicroF1, wide.MicroF1!.Lower, wide.MicroF1.Upper);
        Assert.True(narrow.MacroF1!.Upper - narrow.MacroF1.Lower < wide.MacroF1!.Upper - wide.MacroF1.Lower);
        Assert.Null(MultiLabelEvaluation.Of(labels, scores, model.Thresholds, 0).MacroF1);
        Assert.Equal([60, 10], wide.Counts);
        Assert.Throws<ArgumentOutOfRangeException>(() => MultiLabelEvaluation.Of(labels, scores, model.Thresholds, 10, 1));
    }

    private static TableModelOptions Options => new()
    {
        Method = TableMethod.Parse("wce"), Learner = Learner.Standard.Single(l => l.Name == "logistic"), InnerFolds = 3,
        Threshold = ThresholdRule.F1,
    };

    private static MultiLabelModel Train(Table features, LabelSet labels) => MultiLabelModel.Train(features, labels, ["tags"], "|", Options,
        cancellationToken: TestContext.Current.CancellationToken);

    private static (Table Features, LabelSet Labels) Data()
    {
        var random = new RandomStream(4, "rows");
        bool[] has = [.. Enumerable.Range(0, 120).SelectMany(i => new[] { i % 2 == 0, i % 12 == 0 })];
        NumericColumn Column(string name, int label, double shift) => new(name,
            [.. Enumerable.Range(0, 120).Select(i => (has[(2 * i) + label] ? shift : 0) + random.NextNormal())]);
        return (new Table([Column("tempo", 0, 1.2), Column("loud", 1, 1.5)]), new LabelSet(["often", "seldom"], has));
    }
}
