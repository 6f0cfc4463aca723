using System.Text.Json;

namespace Counterpoise.Tests.Cli;

public class CommandLineTests
{
    [Fact]
    public void Info_prints_one_json_document_on_request()
    {
        var run = ProgramRun.Counterpoise("info", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("10.", JsonDocument.Parse(run.Output).RootElement.GetProperty(".NET").GetString());
        Assert.Empty(run.Error);
    }

    [Fact]
    public void A_pipe_gets_plain_tab_separated_lines() => Assert.Contains("processors\t", ProgramRun.Counterpoise("info").Output);

    [Fact]
    public void An_unknown_verb_is_bad_input()
    {
        var run = ProgramRun.Counterpoise("no-such-verb");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no-such-verb", run.Error);
    }

    [Theory]
    [InlineData("train", "--processes", "Training:", "Methods:")]
    [InlineData("compare", "--classifiers", "Scenarios of images:", "Methods:")]
    public void Help_shows_every_option_once_and_those_of_a_kind_under_a_heading(string verb, string first, params string[] headings)
    {
        var lines = ProgramRun.Counterpoise(verb, "--help").Output.Split('\n');
        var shown = lines.Where(l => l.StartsWith("  --", StringComparison.Ordinal)).Select(l => l.Trim().Split(' ')[0]).ToArray();
        var command = Counterpoise.Cli.CommandLine.CreateRoot().Subcommands.Single(c => c.Name == verb);
        Assert.Equal(shown.Length, shown.Distinct().Count());
        Assert.Empty(command.Options.Where(o => !o.Hidden).Select(o => o.Name).Where(n => n != "--help").Except(shown));
        Assert.All(headings, heading => Assert.InRange(Array.IndexOf(lines, heading), Array.FindIndex(lines, l => l.StartsWith($"  {first}", StringComparison.Ordinal)), lines.Length));
    }

    [Fact]
    public void Every_option_that_is_one_of_several_words_takes_the_words_of_the_documentation()
    {
        var root = Counterpoise.Cli.CommandLine.CreateRoot();
        var options = root.Subcommands.SelectMany(verb => verb.Options.Select(option => (verb, option))).Where(x => (Nullable.GetUnderlyingType(x.option.ValueType) ?? x.option.ValueType).IsEnum).ToArray();
        Assert.Contains(options, x => x.option.Name == "--sampler");
        foreach (var (verb, option) in options)
        {
            foreach (var value in Enum.GetValues(Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType).Cast<Enum>())
            {
                foreach (var word in new[] { Counterpoise.Cli.EnumNames.Of(value), value.ToString() })
                {
                    Assert.Equal(value, root.Parse([verb.Name, "data", option.Name, word]).GetValue<object?>(option.Name));
                }
            }
        }
    }

    [Fact]
    public void A_word_that_is_none_of_the_values_is_answered_with_them()
    {
        var run = ProgramRun.Counterpoise("train", "data", "--sampler", "class-awake");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--sampler is 'class-awake'; expected shuffled, ", run.Error);
        Assert.Contains("class-aware", run.Error);
        Assert.Contains("sampler: class-aware\n", ProgramRun.Counterpoise("train", "data", "--sampler", "class-aware", "--dry-run").Output);
    }

    [Fact]
    public void The_configuration_file_fills_in_what_the_line_leaves_out_and_the_line_wins()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("options.yaml", "json: true\n");
        Assert.StartsWith("{", ProgramRun.Counterpoise("info", "--config", file).Output);
        Assert.StartsWith("what", ProgramRun.Counterpoise("info", "--config", file, "--json", "false").Output);
    }

    [Fact]
    public void A_dry_run_prints_a_configuration_that_reads_back()
    {
        using var folder = new TemporaryFolder();
        var printed = ProgramRun.Counterpoise("info", "--json", "--dry-run").Output;
        Assert.Contains("json: true", printed);
        Assert.StartsWith("{", ProgramRun.Counterpoise("info", "--config", folder.Write("dry.yaml", printed)).Output);
    }

    [Theory]
    [InlineData("jsonn: true\n", "'jsonn' is not an option of 'info'")]
    [InlineData("- a\n", "expected a mapping")]
    [InlineData("a: [b\n", "line")]
    public void A_bad_configuration_file_is_bad_input_and_says_where(string yaml, string message)
    {
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Counterpoise("info", "--config", folder.Write("bad.yaml", yaml));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
    }
}
