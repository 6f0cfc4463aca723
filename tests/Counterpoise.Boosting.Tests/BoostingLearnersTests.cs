using Counterpoise.Methods;
using Counterpoise.Options;

namespace Counterpoise.Boosting.Tests;

public class BoostingLearnersTests
{
    [Fact]
    public void Every_option_is_set_by_name() => Assert.All(BoostingLearners.All, learner =>
    {
        foreach (var option in learner.Schema.Options)
        {
            Assert.True(Texts(option.Kind).Any(text => Takes(learner, option.Name, text)), $"{learner.Name}.{option.Name} ({option.Kind})");
            Assert.True(option.Documentation.Length > 10, option.Name);
        }

        Assert.Equal(learner.Defaults.GetType().GetProperties().Count(p => p.SetMethod is { IsPublic: true }),
            learner.Schema.Options.Count);
    });

    [Fact]
    public void The_version_of_the_library_and_changed_options_determine_a_classifier()
    {
        Assert.SkipUnless(LightGbmLibrary.IsAvailable, "needs LightGBM");
        var (classifier, settings) = BoostingLearners.All.First(l => l.Name == "boosting")
            .Bind(new Dictionary<string, string> { ["leaves"] = "15", ["rounds"] = "100" });
        Assert.IsType<GradientBoosting>(classifier);
        Assert.Equal(new Dictionary<string, string> { ["leaves"] = "15", ["lightgbm"] = LightGbmLibrary.Version, ["defaults"] = "2" },
            settings);
        Assert.Throws<InvalidOptionsException>(() => BoostingLearners.All[0].Bind(new Dictionary<string, string> { ["rounds"] = "3" }));
    }

    private static IEnumerable<string> Texts(string kind) =>
        kind.StartsWith("number", StringComparison.Ordinal) ? ["0.3", "0.05"] : kind.Contains('|', StringComparison.Ordinal)
        ? kind.Split('|') : ["7"];

    private static bool Takes(Learner learner, string option, string text)
    {
        try
        {
            return learner.Schema.Bind(learner.Name, new Dictionary<string, string> { [option] = text }).Changed.ContainsKey(option);
        }
        catch (InvalidOptionsException error)
        {
            // LightGBM knows one way to search splits, and says so of another that reaches it.
            return error.Message.Contains("which LightGBM does not know", StringComparison.Ordinal);
        }
    }
}
