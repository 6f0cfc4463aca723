using Counterpoise.Learning.AdaptiveContrastive;
using Counterpoise.Options;

namespace Counterpoise.Tests.Learning.AdaptiveContrastive;

public class AdaptiveRuleTests
{
    public static TheoryData<string> Scenarios => ["S1", "S2", "S3", "S4", "S5"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void The_five_scenarios_equal_the_golden_table(string scenario)
    {
        var golden = Golden.Acl.GetProperty("scenarios").GetProperty(scenario);
        var counts = golden.Numbers("counts").Select(c => (int)c).ToArray();
        Assert.Equal(golden.Number("sigma"), AdaptiveRule.Apply(counts, new()).Sigma, 1e-12);
        Assert.Equal(golden.Number("sigma_ddof1"), AdaptiveRule.Apply(counts, new() { DeltaDegreesOfFreedom = 1 }).Sigma, 1e-12);
        foreach (var text in new[] { "0.05", "0.07", "0.1", "0.12", "0.2", "0.5" })
        {
            Assert.Equal(golden.Number($"tau_tau0_{text}"), AdaptiveRule.Apply(counts, new() { InitialTemperature = double.Parse(text) })
                .Temperature, 1e-12);
        }

        foreach (var text in new[] { "0.05", "0.1", "0.5", "0.7", "0.75", "1.0" })
        {
            Assert.Equal(golden.Number($"lam_lam0_{text}"), AdaptiveRule.Apply(counts, new() { InitialWeight = double.Parse(text) })
                .Weight, 1e-12);
        }
    }

    [Fact]
    public void A_base_weight_of_one_makes_the_weight_constant_and_says_so()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var counts = Enumerable.Range(0, random.Next(1, 20)).Select(_ => random.Next(1, 5000)).ToArray();
            var constants = AdaptiveRule.Apply(counts, new() { InitialWeight = 1 });
            Assert.Equal(1, constants.Weight);
        }

        var warned = AdaptiveRule.Apply([5, 95], new() { InitialWeight = 1 });
        Assert.Equal(ClipEffect.LoweredToMaximum, warned.WeightClip);
        Assert.Contains("Eq. 7 has no effect", Assert.Single(warned.Warnings));
    }

    [Fact]
    public void Clipping_that_depends_on_the_counts_is_told_apart_from_a_dead_rule()
    {
        var constants = AdaptiveRule.Apply([75, 75, 150, 150, 1050], new() { InitialTemperature = 0.1334 });
        Assert.Equal(ClipEffect.None, constants.TemperatureClip);
        var clipped = AdaptiveRule.Apply([150, 150, 300, 300, 600], new() { InitialTemperature = 0.12 });
        Assert.Contains("this imbalance no longer moves it", Assert.Single(clipped.Warnings));
        Assert.Empty(AdaptiveRule.Apply([75, 75, 75, 75, 1200], new()).Warnings);
    }

    [Fact]
    public void The_normalised_level_reaches_one_for_any_number_of_classes()
    {
        int[] counts = [.. Enumerable.Repeat(1, 99), 100_000_000];
        Assert.Equal(1, AdaptiveRule.Apply(counts, new() { SigmaMode = SigmaMode.Normalised }).Sigma, 1e-5);
        Assert.InRange(AdaptiveRule.Apply(counts, new()).Sigma, 0, 0.1);
        Assert.Equal(1, AdaptiveRule.Apply(counts, new() { SigmaMode = SigmaMode.Normalised, DeltaDegreesOfFreedom = 1 }).Sigma, 1e-5);
        Assert.InRange(AdaptiveRule.Apply([1, 1_000_000], new() { SigmaMode = SigmaMode.Normalised, DeltaDegreesOfFreedom = 1 }).Sigma,
            0.99, 1);
    }

    [Fact]
    public void One_class_has_level_zero_and_is_warned_of()
    {
        var alone = AdaptiveRule.Apply([10], new());
        Assert.Equal(0, alone.Sigma);
        Assert.Contains("one class alone", Assert.Single(alone.Warnings));
        Assert.Equal(0, AdaptiveRule.Apply([10], new() { SigmaMode = SigmaMode.Normalised, DeltaDegreesOfFreedom = 1 }).Sigma);
    }

    [Fact]
    public void An_empty_class_is_refused_by_number_or_left_out_on_request()
    {
        Assert.Contains("class 1 has 0", Assert.Throws<ArgumentException>(() => AdaptiveRule.Apply([5, 0, 5], new())).Message);
        Assert.Equal(0, AdaptiveRule.Apply([5, 0, 5], new() { IgnoreEmptyClasses = true }).Sigma);
        Assert.Throws<ArgumentException>(() => AdaptiveRule.Apply([0, 0], new() { IgnoreEmptyClasses = true }));
        Assert.Throws<ArgumentException>(() => AdaptiveRule.Apply([], new()));
    }

    [Fact]
    public void Every_bad_option_is_listed_at_once()
    {
        var options = new AdaptiveContrastiveOptions { InitialTemperature = 0, MinimumTemperature = 0.2, MinimumWeight = 2,
            DeltaDegreesOfFreedom = 3 };
        Assert.Equal(4, Assert.Throws<InvalidOptionsException>(options.Validate).Faults.Count);
    }
}
