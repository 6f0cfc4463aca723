using System.Text.Json;
using Counterpoise.Learning.Weighting;

namespace Counterpoise.Tests.Learning.Weighting;

public class ClassWeightsTests
{
    [Theory]
    [InlineData("S1")]
    [InlineData("S2")]
    [InlineData("S3")]
    [InlineData("S4")]
    [InlineData("S5")]
    public void Raw_weights_are_those_of_the_five_scenarios(string scenario)
    {
        var golden = Golden("acl.json").GetProperty("scenarios").GetProperty(scenario);
        var counts = golden.GetProperty("counts").EnumerateArray().Select(c => (int)c.GetDouble()).ToArray();
        var expected = golden.GetProperty("weights").EnumerateArray().Select(w => w.GetDouble()).ToArray();
        var raw = ClassWeights.InverseFrequency(counts, WeightScale.Raw);
        Assert.All(raw.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    [Fact]
    public void The_average_row_weighs_one_by_default()
    {
        int[] counts = [75, 75, 75, 75, 1200];
        var weights = ClassWeights.InverseFrequency(counts);
        Assert.Equal(1, counts.Zip(weights, (n, w) => n * w).Sum() / counts.Sum(), 1e-12);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.99)]
    [InlineData(0.999)]
    [InlineData(0.9999)]
    public void Effective_number_weights_equal_the_reference(double beta)
    {
        var expected = Golden("losses.json").GetProperty(FormattableString.Invariant($"cb_weights_{beta}")).EnumerateArray()
            .Select(w => w.GetDouble());
        Assert.All(ClassWeights.EffectiveNumber([60, 30, 10], beta).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    [Fact]
    public void An_empty_class_weighs_nothing_and_no_class_at_all_is_refused()
    {
        Assert.Equal([0.5 * 2, 0, 0.5 * 2], ClassWeights.InverseFrequency([5, 0, 5]));
        Assert.Equal(0, ClassWeights.EffectiveNumber([5, 0, 5])[1]);
        Assert.Throws<ArgumentException>(() => ClassWeights.InverseFrequency([0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassWeights.EffectiveNumber([1, 2], 1));
    }

    private static JsonElement Golden(string name) => JsonDocument.Parse(File.ReadAllText(Repository.Oracle(name))).RootElement;
}
