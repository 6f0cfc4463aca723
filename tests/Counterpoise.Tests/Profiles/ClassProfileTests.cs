using System.Text.Json;
using Counterpoise.Options;
using Counterpoise.Profiles;

namespace Counterpoise.Tests.Profiles;

public class ClassProfileTests
{
    [Fact]
    public void Counts_of_ninety_nine_to_one_are_profiled_by_hand()
    {
        var p = ClassProfile.Of([990, 10], ["ok", "fault"]);
        Assert.Equal(99, p.ImbalanceRatio);
        Assert.Equal(0.49, p.StandardDeviation, 1e-12);
        Assert.Equal(-((0.99 * Math.Log(0.99)) + (0.01 * Math.Log(0.01))), p.Entropy, 1e-12);
        Assert.Equal(p.Entropy / Math.Log(2), p.NormalizedEntropy, 1e-12);
        Assert.Equal(2 * ((990 * Math.Log(1.98)) + (10 * Math.Log(0.02))), p.LikelihoodRatioImbalanceDegree, 1e-9);
        Assert.Equal((1 - Math.Pow(0.9999, 10)) / 0.0001, p.Classes[1].EffectiveNumber, 1e-9);
        Assert.Equal(("ok", "fault"), (p.Majority, p.Minority));
        Assert.True(p.Classes[1].Tiny);
        Assert.False(p.Classes[0].Tiny);
    }

    [Fact]
    public void Balanced_classes_have_no_imbalance()
    {
        var p = ClassProfile.OfLabels([0, 1, 2, 0, 1, 2], ["a", "b", "c"]);
        Assert.Equal((1.0, 0.0, 0.0), (p.ImbalanceRatio, p.StandardDeviation, p.LikelihoodRatioImbalanceDegree));
        Assert.Equal(1, p.NormalizedEntropy, 1e-12);
    }

    [Fact]
    public void Json_reads_back_the_same_and_an_absent_class_is_named()
    {
        var p = ClassProfile.Of([5, 0, 7], ["a", "b", "c"]);
        Assert.Equal(["b"], p.AbsentClasses);
        Assert.Null(p.Classes[1].RatioToLargest);
        var json = JsonSerializer.Serialize(p);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<ClassProfile>(json)));
    }

    [Fact]
    public void Wrong_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ClassProfile.Of([1], ["a"]));
        Assert.Throws<ArgumentException>(() => ClassProfile.Of([1, 2], ["a"]));
        Assert.Throws<ArgumentException>(() => ClassProfile.Of([0, 0], ["a", "b"]));
        Assert.Throws<ArgumentException>(() => ClassProfile.OfLabels([0, 2], ["a", "b"]));
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
            new ClassProfileOptions { Beta = 1, TinyClass = 0, DegreesOfFreedom = 2 }.Validate()).Faults.Count);
    }

    [Fact]
    public void No_counts_have_a_greater_imbalance_degree_than_one_class_alone()
    {
        Assert.Equal(ImbalanceDegree.LikelihoodRatio([1000, 0, 0]), ImbalanceDegree.LargestLikelihoodRatio(1000, 3), 1e-9);
        Assert.True(ImbalanceDegree.LikelihoodRatio([998, 1, 1]) < ImbalanceDegree.LargestLikelihoodRatio(1000, 3));
    }
}
