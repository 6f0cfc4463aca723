using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Training;
using Counterpoise.Messages;
using Counterpoise.Metrics;
using Counterpoise.Options;
using Counterpoise.Vision.Images;

namespace Counterpoise.Tests.Cli;

public class OutputTests
{
    [Fact]
    public void A_number_that_is_none_is_null_and_a_threshold_above_all_scores_stays_infinite()
    {
        var json = Terminal.ToJson(new { single = double.NaN, optional = (double?)double.NaN,
            many = new[] { 0.5, double.NaN, double.PositiveInfinity }, named = new Dictionary<string, double> { ["a"] = double.NaN },
            point = new CurvePoint(0, 1, double.PositiveInfinity) });
        Assert.Equal("""{"single":null,"optional":null,"many":[0.5,null,null],"named":{"a":null}"""
            + ""","point":{"x":0,"y":1,"threshold":"Infinity"}}""",
            json.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_option_that_a_message_names_is_one()
    {
        static IEnumerable<Option> Of(Command verb) => verb.Options.Concat(verb.Subcommands.SelectMany(Of));
        var known = Of(Counterpoise.Cli.CommandLine.CreateRoot()).Select(o => o.Name).ToHashSet();
        Assert.All(OptionNames.Records.Values.SelectMany(record => record.Values), option => Assert.Contains(option, known));
    }

    [Fact]
    public void Properties_in_a_message_become_options_and_texts_stay_as_they_are()
    {
        var pixels = new SettingPart(nameof(DecodeOptions.MaximumPixels));
        Assert.Equal("MaximumPixels/a.png: raise --maximum-pixels, or left out", OptionNames.Word(
            $"{"MaximumPixels"}/a.png: raise {pixels}, or {new UnsetPart("none")}"));
        Assert.Equal("--epochs is 0; it must be at least 1; --clip-norm is -1; it must be positive, or left out", OptionNames.Describe(
            Assert.Throws<InvalidOptionsException>(() => new TrainerOptions { Epochs = 0, WarmUpEpochs = 0, ClipNorm = -1 }.Validate())));
    }
}
