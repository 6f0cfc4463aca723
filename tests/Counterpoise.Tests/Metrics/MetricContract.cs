using System.Text.RegularExpressions;
using Counterpoise.Metrics;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Metrics;

/// <summary>What every metric keeps; implementations are found by reflection.</summary>
public partial class MetricContract
{
    public static TheoryData<string> Metrics => [.. typeof(IMetric).Assembly.GetTypes()
        .Where(t => typeof(IMetric).IsAssignableFrom(t) && t.IsClass).Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Its_name_is_snake_case(string type) => Assert.Matches(SnakeCase(), Make(type).Name);

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Row_order_does_not_matter_and_equal_input_gives_equal_output(string type)
    {
        var metric = Make(type);
        var set = Random(5, 90);
        var order = Enumerable.Range(0, set.Count).ToArray();
        new RandomStream(9).Shuffle<int>(order);
        var value = metric.Measure(set);
        Assert.True(double.IsFinite(value));
        Assert.Equal(value, metric.Measure(set));
        Assert.Equal(value, metric.Measure(set.Select(order)), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Perfect_predictions_are_no_worse_than_random_ones(string type)
    {
        var metric = Make(type);
        var random = Random(6, 120);
        var perfect = PredictionSet.FromProbabilities(random.Labels,
            [.. random.Labels.SelectMany(y => Enumerable.Range(0, 3).Select(c => c == y ? 1.0 : 0))], random.ClassNames);
        var (best, other) = (metric.Measure(perfect), metric.Measure(random));
        Assert.True(metric.HigherIsBetter ? best >= other : best <= other, $"{best} against {other}");
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Without_probabilities_it_gives_a_number_only_if_it_needs_none(string type)
    {
        var metric = Make(type);
        var set = Random(7, 60);
        var value = metric.Measure(new PredictionSet(set.Labels, set.Predicted, set.ClassNames));
        Assert.Equal(metric.NeedsProbabilities, double.IsNaN(value));
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void One_row_does_not_break_it(string type)
    {
        var value = Make(type).Measure(PredictionSet.FromProbabilities([1], [0.2, 0.5, 0.3], ["a", "b", "c"]));
        Assert.False(double.IsInfinity(value));
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void No_predictions_at_all_are_refused_by_name(string type) =>
        Assert.Throws<ArgumentNullException>("predictions", () => Make(type).Measure(null!));

    private static IMetric Make(string type) => type.EndsWith(nameof(MisclassificationCost), StringComparison.Ordinal)
        ? new MisclassificationCost(new double[,] { { 0, 1, 1 }, { 1, 0, 1 }, { 5, 5, 0 } })
        : (IMetric)Activator.CreateInstance(typeof(IMetric).Assembly.GetType(type)!,
            [.. typeof(IMetric).Assembly.GetType(type)!.GetConstructors()[0].GetParameters().Select(p => p.DefaultValue)])!;

    private static PredictionSet Random(ulong seed, int n)
    {
        var random = new RandomStream(seed);
        var p = new double[n * 3];
        for (var i = 0; i < n; i++)
        {
            double a = random.NextDouble(), b = random.NextDouble(), c = random.NextDouble();
            (p[3 * i], p[(3 * i) + 1], p[(3 * i) + 2]) = (a / (a + b + c), b / (a + b + c), c / (a + b + c));
        }

        return PredictionSet.FromProbabilities([.. Enumerable.Range(0, n).Select(_ => (int)random.NextInteger(3))], p, ["a", "b", "c"]);
    }

    [GeneratedRegex("^[a-z][a-z0-9_.]*$")]
    private static partial Regex SnakeCase();
}
