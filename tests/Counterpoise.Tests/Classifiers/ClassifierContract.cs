using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Classifiers;

/// <summary>What every classifier keeps; implementations are found by reflection.</summary>
public class ClassifierContract
{
    public static TheoryData<string> Classifiers => [.. typeof(IClassifier).Assembly.GetTypes()
        .Where(t => typeof(IClassifier).IsAssignableFrom(t) && t.IsClass).Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Probabilities_are_distributions_over_all_classes(string type)
    {
        // A threshold parts two classes; everything else takes any number, and one that the rows lack.
        var (present, classes) = type == typeof(ThresholdTuned).FullName ? (2, 2) : (3, 4);
        var (x, y) = Blobs(present);
        var model = Fit(type, x, y, classes);
        Assert.Equal(classes, model.ClassCount);
        var p = model.PredictProbabilities(x);
        Assert.Equal(x.Rows * classes, p.Length);
        foreach (var row in p.Chunk(classes))
        {
            Assert.All(row, v => Assert.InRange(v, 0, 1));
            Assert.Equal(1, row.Sum(), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Equal_input_gives_an_equal_model_and_input_is_left_alone(string type)
    {
        var (x, y) = Blobs(2);
        var before = (double[])x.Data.Clone();
        Assert.Equal(Fit(type, x, y, 2).PredictProbabilities(x), Fit(type, x, y, 2).PredictProbabilities(x));
        Assert.Equal(before, x.Data);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Rows_of_weight_zero_might_as_well_not_be_there(string type)
    {
        var (x, y) = Blobs(2);
        var kept = Enumerable.Range(0, x.Rows).Where(i => i % 3 != 0).ToArray();
        var weights = Enumerable.Range(0, x.Rows).Select(i => i % 3 == 0 ? 0.0 : 1).ToArray();
        var weighted = Make(type).Fit(x, y, 2, weights, new RandomStream(1)).PredictProbabilities(x);
        var without = Fit(type, x.SelectRows(kept), [.. kept.Select(i => y[i])], 2).PredictProbabilities(x);
        for (var i = 0; i < without.Length; i++) Assert.Equal(without[i], weighted[i], 1e-8);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Faults_are_refused_with_row_and_remedy(string type)
    {
        var classifier = Make(type);
        var (x, y) = Blobs(2);
        var random = new RandomStream(1);
        Assert.Throws<ArgumentException>(() => classifier.Fit(x, y.AsSpan(1), 2, default, random));
        Assert.Throws<ArgumentException>(() => classifier.Fit(x, y, 2, [1.0], random));
        Assert.Throws<ArgumentException>(() => classifier.Fit(x, y, 2, new double[y.Length], random));
        Assert.Throws<ArgumentException>(() => classifier.Fit(x, [.. y.Select(v => v + 1)], 2, default, random));
        Assert.Throws<ArgumentException>(() => classifier.Fit(new DenseMatrix(0, 2), [], 2, default, random));
        Assert.Throws<ArgumentException>(() => Fit(type, x, y, 2).PredictProbabilities(new DenseMatrix(1, 5)));
        x[3, 1] = double.NaN;
        Assert.Contains("row 3, column 1", Assert.ThrowsAny<ArgumentException>(() => classifier.Fit(x, y, 2, default, random)).Message,
            StringComparison.Ordinal);
    }

    private static IFittedClassifier Fit(string type, DenseMatrix x, int[] y, int classes) =>
        Make(type, classes).Fit(x, y, classes, default, new RandomStream(1));

    private static IClassifier Make(string type, int classes = 2)
    {
        var constructor = typeof(IClassifier).Assembly.GetType(type)!.GetConstructors()[0];
        return (IClassifier)constructor.Invoke([.. constructor.GetParameters()
            .Select(p => p.ParameterType == typeof(IClassifier) ? new LogisticRegression()
                : p.ParameterType == typeof(IReadOnlyList<double>) ? Enumerable.Repeat(1.0, classes).ToArray() : p.DefaultValue)]);
    }

    private static (DenseMatrix X, int[] Y) Blobs(int classes)
    {
        var random = new RandomStream(8);
        var y = Enumerable.Range(0, 60).Select(i => i % classes).ToArray();
        var x = new DenseMatrix(60, 2);
        for (var i = 0; i < 60; i++) (x[i, 0], x[i, 1]) = (random.NextNormal() + y[i], random.NextNormal() - y[i]);
        return (x, y);
    }
}
