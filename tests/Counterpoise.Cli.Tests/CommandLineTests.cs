using System.Globalization;
using System.Text.Json;
using Counterpoise.Cli.Verbs;
using Counterpoise.Comparisons;

namespace Counterpoise.Tests.Cli;

public class CommandLineTests
{
    [Fact]
    public void Info_prints_one_json_document_on_request()
    {
        var run = CommandRun.Of("info", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("10.", JsonDocument.Parse(run.Output).RootElement.GetProperty(".NET").GetString());
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("train", "fashion-mnist-excerpt", "--dry-run")]
    [InlineData("predict", "nothing", "nothing")]
    public void A_program_built_for_processors_refuses_a_gpu_with_the_way_to_one(params string[] words)
    {
        var run = ProgramRun.Counterpoise([.. words, "--device", "cuda:0"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("-p:TorchDevice=cuda", run.Error);
    }

    [Fact]
    public void The_launchers_help_lists_every_verb_with_its_line()
    {
        // The launcher is a script, which no library call can stand for.
        var help = ProgramRun.Of(Path.Combine(Repository.Root, "run"), ["--help"]).Output;
        Assert.All(Counterpoise.Cli.CommandLine.CreateRoot().Subcommands.Where(v => v.Name != "demo"), verb =>
            Assert.Contains(help.Split('\n'), line => line.StartsWith($" ./run {verb.Name} ", StringComparison.Ordinal)
                && line.EndsWith(verb.Description!, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_pipe_gets_plain_tab_separated_lines() => Assert.Contains("processors\t", CommandRun.Of("info").Output);

    [Fact]
    public void An_unknown_verb_is_bad_input()
    {
        var run = CommandRun.Of("no-such-verb");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no-such-verb", run.Error);
    }

    [Theory]
    [InlineData("train", "--threads", "Training:", "Methods:")]
    [InlineData("compare", "--classifiers", "Scenarios of images:", "Methods:")]
    public void Help_shows_every_option_once_and_those_of_a_kind_under_a_heading(string verb, string first, params string[] headings)
    {
        var lines = CommandRun.Of(verb, "--help").Output.Split('\n');
        var shown = lines.Where(l => l.StartsWith("  --", StringComparison.Ordinal)).Select(l => l.Trim().Split(' ')[0]).ToArray();
        var command = Counterpoise.Cli.CommandLine.CreateRoot().Subcommands.Single(c => c.Name == verb);
        Assert.Equal(shown.Length, shown.Distinct().Count());
        Assert.Empty(command.Options.Where(o => !o.Hidden).Select(o => o.Name).Where(n => n != "--help").Except(shown));
        Assert.All(headings, heading => Assert.InRange(Array.IndexOf(lines, heading),
            Array.FindIndex(lines, l => l.StartsWith($"  {first}", StringComparison.Ordinal)), lines.Length));
    }

    [Fact]
    public void Every_option_that_is_one_of_several_words_takes_the_words_of_the_documentation()
    {
        var root = Counterpoise.Cli.CommandLine.CreateRoot();
        var options = root.Subcommands.SelectMany(verb => verb.Options.Select(option => (verb, option)))
            .Where(x => (Nullable.GetUnderlyingType(x.option.ValueType) ?? x.option.ValueType).IsEnum).ToArray();
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
        var run = CommandRun.Of("train", "data", "--sampler", "class-awake");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--sampler is 'class-awake'; expected shuffled, ", run.Error);
        Assert.Contains("class-aware", run.Error);
        Assert.Contains("sampler: class-aware\n", CommandRun.Of("train", "data", "--sampler", "class-aware", "--dry-run").Output);
    }

    [Fact]
    public void The_configuration_file_fills_in_what_the_line_leaves_out_and_the_line_wins()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("options.yaml", "json: true\n");
        Assert.StartsWith("{", CommandRun.Of("info", "--config", file).Output);
        Assert.StartsWith("what", CommandRun.Of("info", "--config", file, "--json", "false").Output);
    }

    [Fact]
    public void A_dry_run_prints_a_configuration_that_reads_back()
    {
        using var folder = new TemporaryFolder();
        var printed = CommandRun.Of("info", "--json", "--dry-run").Output;
        Assert.Contains("json: true", printed);
        Assert.StartsWith("{", CommandRun.Of("info", "--config", folder.Write("dry.yaml", printed)).Output);
    }

    [Theory]
    [InlineData("jsonn: true\n", "'jsonn' is not an option of 'info'")]
    [InlineData("- a\n", "expected a mapping")]
    [InlineData("a: [b\n", "line")]
    public void A_bad_configuration_file_is_bad_input_and_says_where(string yaml, string message)
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("info", "--config", folder.Write("bad.yaml", yaml));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Theory]
    [InlineData("there is no option '--epoch': did you mean --epochs?", "compare", "images", "--epoch", "3")]
    [InlineData("there is no option '--epoch': did you mean --epochs?", "compare", "images", "--methods", "ce", "--epoch=3")]
    [InlineData("there is no option '--epoch': did you mean --epochs?", "train", "--epoch", "3")]
    [InlineData("there is no option '--quite-another'. counterpoise train --help", "train", "images", "--quite-another")]
    [InlineData("--epochs is 'many': expected a whole number", "train", "images", "--epochs", "many")]
    [InlineData("--ema is 'much': expected a number, such as 0.5", "train", "images", "--ema", "much")]
    [InlineData("--optimizer is 'best'; expected adam", "train", "images", "--optimizer", "best")]
    [InlineData("--size is 16; it must be at least 32", "train", "images", "--size", "16", "--architecture", "mobilenet-v3-small")]
    [InlineData("--ema is 3; it must be in (0, 1), or left out", "train", "images", "--ema", "3", "--epochs", "2")]
    [InlineData("crt.epochs is 0; it must be at least 1", "train", "images", "--method", "crt", "--option", "crt.epochs=0")]
    [InlineData("there is no option '--initial-weight' any more: give --option acl.initial-weight=", "train", "images", "--initial-weight",
        "0.5")]
    [InlineData("acl.initial-weight is -1", "train", "images", "--option", "acl.initial-weight=-1")]
    public void A_mistake_is_told_in_the_words_of_the_command_line(string message, params string[] line)
    {
        var run = CommandRun.Of(line);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("System.", run.Error);
        Assert.DoesNotContain("Counterpoise.", run.Error);
        Assert.DoesNotContain("Options:", run.Error);
    }

    [Theory]
    [InlineData("--epochs is -3", "train", "images", "--epochs", "-3")]
    [InlineData("--size is 5", "train", "images", "--size", "5")]
    [InlineData("tsc.target-weight is -1", "train", "images", "--method", "la+tsc", "--option", "tsc.target-weight=-1")]
    [InlineData("supproto.margin is -1", "train", "images", "--method", "la+supproto", "--option", "supproto.margin=-1")]
    [InlineData("ldam.scale is 0", "train", "images", "--method", "ldam", "--option", "ldam.scale=0")]
    [InlineData("ldam.largest-margin is -1", "train", "images", "--method", "ldam", "--option", "ldam.largest-margin=-1")]
    [InlineData("vs.gamma is -1", "train", "images", "--method", "vs", "--option", "vs.gamma=-1")]
    [InlineData("--watch is 'beauty'", "train", "images", "--watch", "beauty")]
    [InlineData("--train-count is 0", "compare", "fashion-mnist-excerpt", "--scenarios", "S1", "--train-count", "0")]
    [InlineData("--train-count is for scenarios that are drawn", "compare", "fashion-mnist-excerpt", "--train-count", "9")]
    [InlineData("--jobs is 0", "demo", "--jobs", "0")]
    [InlineData("--seeds 0 asks for 0 seeds", "compare", "fashion-mnist-excerpt", "--seeds", "0")]
    [InlineData("--epochs is for networks on images, and --quick trains none", "compare", "fashion-mnist-excerpt", "--quick", "--epochs",
        "9")]
    [InlineData("no option 'beauty'", "train", "images", "--augmentation-options", "beauty=1")]
    [InlineData("--seeds is 0", "demo", "--seeds", "0")]
    public void A_dry_run_refuses_what_the_run_would(string message, params string[] line)
    {
        var run = CommandRun.Of([.. line, "--dry-run"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_demonstration_has_pairs_enough_for_a_verdict_on_each_scenario()
    {
        var options = CommandRun.Of("demo", "--dry-run").Output.Split('\n').Select(l => l.Split(": ")).Where(l => l.Length == 2)
            .ToDictionary(l => l[0], l => l[1].Trim('\''));
        Assert.InRange(int.Parse(options["seeds"], CultureInfo.InvariantCulture), PairedDifference.FewestPairs, 10);
    }

    [Fact]
    public void A_demonstration_without_the_packaged_network_says_that_its_question_stays_open()
    {
        Assert.Contains("10 methods", DemoVerb.Opening(10, 5, hasNetwork: true));
        var without = DemoVerb.Opening(3, 2, hasNetwork: false);
        Assert.StartsWith("warning: adaptive contrastive learning (acl) is not compared", without);
        Assert.Contains("COUNTERPOISE_MODELS", without);
        Assert.Contains("3 baselines", without);
        Assert.DoesNotContain("turns", without);
    }

    [Fact]
    public void Null_in_a_configuration_file_is_not_given_and_arguments_are_read_from_it_too()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("train.yaml",
            "data: images\nema: null\npatience: ~\nviews:\nclasses: [red, ~, 'null']\npath-suffix: ''\nepochs: 4\n");
        var printed = CommandRun.Of("train", "--classes", "blue", "--dry-run", "--config", file);
        Assert.True(printed.ExitCode == 0, printed.Error);
        Assert.Contains("data: images\n", printed.Output);
        Assert.Contains("classes:\n- blue\n", printed.Output);
        Assert.Contains("epochs: 4\n", printed.Output);
        Assert.DoesNotContain("ema", printed.Output);
        Assert.DoesNotContain("patience", printed.Output);
        Assert.Contains("data: others\n", CommandRun.Of("train", "others", "--dry-run", "--config", file).Output);
    }
}
