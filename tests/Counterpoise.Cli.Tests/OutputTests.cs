using Counterpoise.Cli.Output;
using Counterpoise.Metrics;

namespace Counterpoise.Tests.Cli;

public class OutputTests
{
    [Fact]
    public void A_number_that_is_none_is_null_and_a_threshold_above_all_scores_stays_infinite()
    {
        var json = Terminal.ToJson(new { single = double.NaN, optional = (double?)double.NaN,
            many = new[] { 0.5, double.NaN, double.PositiveInfinity }, named = new Dictionary<string, double> { ["a"] = double.NaN },
            point = new CurvePoint(0, 1, double.PositiveInfinity) });
        Assert.Equal("""{"single":null,"optional":null,"many":[0.5,null,null],"named":{"a":null},"point":{"x":0,"y":1,"threshold":"Infinity"}}""", json.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_option_that_a_message_names_is_one()
    {
        var known = Counterpoise.Cli.CommandLine.CreateRoot().Subcommands.SelectMany(verb => verb.Options).Select(o => o.Name).ToHashSet();
        Assert.All(OptionNames.Records.Values.SelectMany(record => record.Values), option => Assert.Contains(option, known));
    }

    [Fact]
    public void Words_of_the_library_become_options_but_not_within_a_path()
    {
        Assert.Equal("training: --epochs was 8, now 9", OptionNames.InWords("training: Epochs was 8, now 9"));
        Assert.Equal("runs/Epochs-2/Views holds: --views was 1", OptionNames.InWords("runs/Epochs-2/Views holds: Views was 1"));
    }
}
